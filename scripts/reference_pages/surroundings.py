"""What else Preuve reads: the head of a page, the site's configuration, the environment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reference_pages.words import Phrase, made, table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from preuve.core.words import Language

_INTRODUCTION = Phrase(
    """# Heads of pages, configuration, environment

{made}

What Preuve reads besides the manual's own files. Other keys of a page and of `mkdocs.yml` are the
builder's, and stay as they are written.
""",
    """# Têtes de pages, configuration, environnement

{made}

Ce que lit Preuve en plus des fichiers du manuel. Les autres clés d’une page et de `mkdocs.yml`
sont celles de l’outil qui fait le site, et restent comme elles sont écrites.
""",
)
_HEADS = Phrase(
    """## The head of a page

Between two lines of three dashes, at the very top of a page.
""",
    """## La tête d’une page

Entre deux lignes de trois tirets, tout en haut d’une page.
""",
)
_SITE = Phrase("## `mkdocs.yml`\n", "## `mkdocs.yml`\n")
_ENVIRONMENT = Phrase(
    """## The environment

Of these, options of the command come first.
""",
    """## L’environnement

Les options de la commande passent avant.
""",
)
_KEY = Phrase("Key|Meaning", "Clé|Sens")
_VARIABLE = Phrase("Variable|Meaning", "Variable|Sens")

HEAD: Mapping[str, Phrase] = {
    "indicator": Phrase(
        "the number of the indicator that the page is about: its card, its proofs and its steps "
        "follow from it",
        "le numéro de l’indicateur dont parle la page : sa fiche, ses preuves et ses étapes en "
        "découlent",
    ),
    "owner": Phrase(
        "the role that answers for the page, as `people` of `organisation.yaml` names it",
        "la fonction qui répond de la page, comme `people` la nomme dans `organisation.yaml`",
    ),
    "audience": Phrase(
        "who may see the page: `public`, `auditor` or `internal`; without it, whoever may see all "
        "that its macros draw",
        "qui peut voir la page : `public`, `auditor` ou `internal` ; sans elle, ceux qui peuvent "
        "voir tout ce que dessinent ses macros",
    ),
    "title": Phrase(
        "the page's title, where the menu gives none; a page on an indicator has the indicator's "
        "name",
        "le titre de la page, si le menu n’en donne pas ; une page d’indicateur porte le nom de "
        "celui-ci",
    ),
    "render_macros": Phrase(
        "`false`: braces on this page are text",
        "`false` : sur cette page, les accolades sont du texte",
    ),
    "hide": Phrase(
        "`navigation`, `toc`: what does not stand beside the page; a page that a wide table fills "
        "has it by itself",
        "`navigation`, `toc` : ce qui n’est pas à côté de la page ; une page que remplit un grand "
        "tableau l’a d’elle-même",
    ),
    "search": Phrase(
        "`exclude: true`: the search leaves the page out; `boost`: it comes sooner, or later",
        "`exclude: true` : la recherche laisse la page de côté ; `boost` : elle vient plus tôt, ou "
        "plus tard",
    ),
    "print": Phrase(
        "`false`: `preuve print` leaves the page out",
        "`false` : `preuve print` laisse la page de côté",
    ),
    "made_from": Phrase(
        "the file whose last change is the page's, where it is drawn from a file",
        "le fichier dont le dernier changement est celui de la page, si elle en est tirée",
    ),
    "revision_date": Phrase(
        "the day of the last change, where git's is not meant",
        "le jour du dernier changement, si ce n’est pas celui de git",
    ),
}
"""Keys of a page's head that the program reads."""

SITE: Mapping[str, Phrase] = {
    "extra.preuve.builder": Phrase(
        "`mkdocs`, `properdocs` or `zensical`: what publishes the pages, where no option says it "
        "([how](../how-to/another-builder.md))",
        "`mkdocs`, `properdocs` ou `zensical` : ce qui publie les pages, si aucune option ne le "
        "dit ([comment](../how-to/another-builder.md))",
    ),
    "plugins.preuve": Phrase(
        "takes no key: Preuve's changes of the theme, and the pages that nobody writes",
        "ne prend pas de clé : ce que Preuve change au thème, et les pages que personne n’écrit",
    ),
}
"""Keys of the site's configuration that are the program's."""

_HOST = Phrase(
    "set by a host that publishes what it builds: for whom the site is has to be said",
    "donnée par un hébergeur qui publie ce qu’il construit : il faut dire pour qui est le site",
)
_GITHUB = Phrase(
    "set by GitHub Actions: links, addresses and places of findings follow from it",
    "donnée par GitHub Actions : les liens, les adresses et les lieux des constats en découlent",
)
_LOCALE = Phrase(
    "the language of what is said where there is no manual; the first that is set counts",
    "la langue de ce qui est dit là où il n’y a pas de manuel ; la première donnée compte",
)
ENVIRONMENT: Mapping[str, Phrase] = {
    "PREUVE_AS_OF": Phrase("the manual's day", "le jour du manuel"),
    "PREUVE_FOR": Phrase(
        "for whom a site is built: `public`, `auditor` or `internal`",
        "pour qui un site est construit : `public`, `auditor` ou `internal`",
    ),
    "PREUVE_CHROMIUM": Phrase(
        "the browser that prints, where it is not found by itself",
        "le navigateur qui imprime, s’il n’est pas trouvé tout seul",
    ),
    "PREUVE_EDIT_HOST": Phrase(
        "another name and port under which `preuve serve --edit` answers, where its port is "
        "forwarded; the devcontainer of a new manual sets it",
        "un autre nom, avec son port, sous lequel répond `preuve serve --edit`, là où son port est "
        "transmis ; le devcontainer d’un nouveau manuel la donne",
    ),
    "PREUVE_PLAIN_MKDOCS": Phrase(
        "`1`: build without the places where Preuve reaches into MkDocs to save time",
        "`1` : construire sans les endroits où Preuve entre dans MkDocs pour gagner du temps",
    ),
    "PREUVE_PUBLISH": Phrase(
        "a variable of the forge: `off` switches the publication off",
        "une variable de la forge : `off` arrête la publication",
    ),
    "PREUVE_ROOT": Phrase(
        "a variable of GitLab: the manual's folder, where it is not at the top",
        "une variable de GitLab : le dossier du manuel, s’il n’est pas à la racine",
    ),
    "SOURCE_DATE_EPOCH": Phrase(
        "seconds since 1970: “today”, for a build that can be made again",
        "des secondes depuis 1970 : « aujourd’hui », pour un site que l’on peut refaire à "
        "l’identique",
    ),
    "NO_COLOR": Phrase("no colour at the terminal", "pas de couleur au terminal"),
    "TERM": Phrase("`dumb`: no colour either", "`dumb` : pas de couleur non plus"),
    **dict.fromkeys(("LC_ALL", "LC_MESSAGES", "LANG"), _LOCALE),
    **dict.fromkeys(
        (
            "GITHUB_REPOSITORY",
            "GITHUB_SERVER_URL",
            "GITHUB_WORKSPACE",
            "GITHUB_EVENT_PATH",
            "GITHUB_REF_TYPE",
            "GITHUB_REF_NAME",
        ),
        _GITHUB,
    ),
    **dict.fromkeys(
        ("READTHEDOCS", "NETLIFY", "CF_PAGES", "VERCEL", "GITLAB_CI", "CI_JOB_NAME"), _HOST
    ),
}
"""Variables that the program, the action or GitLab's jobs read."""


def page(language: Language) -> str:
    """Return the page in a language."""
    lines = [_INTRODUCTION(language).format(made=made(language))]
    for heading, columns, entries in (
        (_HEADS, _KEY, HEAD),
        (_SITE, _KEY, SITE),
        (_ENVIRONMENT, _VARIABLE, ENVIRONMENT),
    ):
        rows = [(f"`{name}`", meaning(language)) for name, meaning in entries.items()]
        lines += [heading(language), *table(tuple(columns(language).split("|")), rows), ""]
    return "\n".join(lines)
