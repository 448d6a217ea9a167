"""One place where somebody is named."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mention:
    """A person named by tokens `begin` to `end`; `owns`: the name is a possessive, Emma's."""

    begin: int
    end: int
    person: int
    told: bool  # in narration, not in speech
    owns: bool
    others: tuple[int, ...] = ()  # whom an ambiguous name may mean as well
    by_name: bool = True  # and not by a word for anybody: the girl
    nominal: bool = False  # the policeman, who may be another than before, or have a name
