"""The voices.yaml that a new project begins with: every key, explained, and nothing decided.

A key stands directly behind its #, so that taking the # away is enough; a # and a space begin an explanation.
"""

NEW_VOICES_YAML = """\
# Who is in the story and how it sounds. Take the # before a key away to decide something; what is not
# decided is found in the story or chosen, and stays the same from build to build. A key that stands
# further in belongs to the one above it, and needs that one too.

#title: The Harbour Light
#author: A. Writer
#series: {name: The Keepers, number: 1}   # or only its name
#cover: cover.jpg              # a picture beside this file; made if absent
#language: en

#narrator: {voice: espeak:en-gb, rate: 0.95}   # and pitch, gain, pan, pronounce, as people have them
#author_voice: skip            # the author's notes: skip, read, or a voice like the narrator's

# The people. `narrate cast --write` adds those whom it finds.
cast:
  #Ada Finch:
    #aliases: [Ada, Captain Finch]
    #gender: female            # male, female, neutral, unknown
    #voice: espeak:en-us+f2    # ENGINE:VOICE; `narrate voices` lists them
    #pitch: -2                 # semitones
    #rate: 1.05                # times the voice's own
    #gain: 1.5                 # dB, on top of making all voices equally loud
    #pan: -0.2                 # -1 left ... 1 right
    #narrates: true            # tells the story in the first person
    #pronounce: {either: eye-ther}   # as only she says it

#pauses: {sentence: 0.30, paragraph: 0.55, speaker: 0.35, scene: 2.0, chapter: 3.0}   # seconds

#tags: keep                    # "said Lex": keep, soft, or drop (a play without "he said")
#acting: full                  # full: "she whispered" is whispered; directed: only {Lex, softly}

#pronounce:                    # a respelling, or IPA between slashes
  #Eilean: ellen
  #ceilidh: /ˈkeɪli/

#sounds:                       # files beside this one: WAV, MP3, FLAC, Ogg, M4A ...
  #intro: intro.mp3            # before every chapter
  #outro: outro.mp3            # after it
  #scene: bell.wav             # at every scene break
  #bed: {file: rain.ogg, gain: -3}   # under all of it; gain in dB
  #duck: -10                   # dB by which a bed goes down while somebody speaks

# Said before and after the book, in files of their own; `credits: true` says what is usual.
#credits: {opening: "The Harbour Light, by A. Writer.", closing: "The end."}

#master: podcast               # podcast, acx, none
#formats: [mp3]                # mp3, m4b, epub

#podcast:
  #url: https://example.org/harbour   # the folder where feed.xml will lie
  #email: me@example.org
  #category: Fiction           # one of Apple's
  #description: A keeper, a storm, and a light that must not go out.
  #explicit: false
"""
