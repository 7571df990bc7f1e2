"""One briefing in work: its slides written on and ordered, made anew, frozen, and taken away."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import streamlit as st

from components.exports import svg
from components.exports.about import made_at_words
from components.exports.changed import changes
from components.exports.frozen import thawed
from components.text import Translator
from components.ui import address, contents, frame, viewing
from components.ui.briefing import due, opening, seeing, taking
from components.ui.briefing.progress import making
from components.ui.briefing.recipes import Recipe
from components.ui.briefing.reports import snapshot
from components.ui.briefing.templates import MOST_SENTENCES, made_anew
from components.ui.load import version as store_version
from components.ui.plain import plain
from data import briefings
from data.briefings import Briefing, Slide
from data.errors import NotAllowed

#: Session key of what the last making anew changed: told once, below the head.
TOLD = "briefing_changes"


def show(code: str, t: Translator) -> None:
    """The briefing of that code."""
    known = briefings.briefing(code)
    if not seeing.may_open(code):
        raise NotAllowed(what=code)
    slides = seeing.slides(code, None) if seeing.may_see_work(code) else []
    frame.go_link("briefing", t("briefing.all"), briefing=None)
    st.header(plain(known.briefing_name), anchor=False)
    if missing := address.word("missing"):
        st.info(t("briefing.missing", figures=plain(missing)), icon=":material/info:")
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        if slides:
            frame.go_link("present", t("briefing.present"), briefing=code)
        if seeing.may_write(code):
            _actions(known, slides, t)
    for words in st.session_state.pop(TOLD, []):
        st.info(words, icon=":material/update:")
    taking.buttons(known, slides, None, t)
    if not slides and seeing.may_see_work(code):
        st.info(t("empty.briefing_slides"), icon=":material/inbox:")
    for at, slide in enumerate(slides):
        _slide(known, slides, at, slide, t)
    _frozen(known, t)
    if seeing.may_write(code):
        _settings(known, t)


def _actions(known: Briefing, slides: Sequence[Slide], t: Translator) -> None:
    if st.button(t("briefing.anew"), icon=":material/refresh:", help=t("briefing.anew_help"), disabled=not slides):
        _anew(known, slides, t)
    if st.button(t("briefing.freeze"), icon=":material/ac_unit:", help=t("briefing.freeze_help"), disabled=not slides):
        _freeze(known, slides)
        st.rerun()


def _anew(known: Briefing, slides: Sequence[Slide], t: Translator) -> None:
    new = made_anew(slides, t, making(t))
    briefings.lay(known.briefing_code, new)
    said = []
    for old, now in zip(slides, new, strict=True):
        if parts := _changed(old, now, t):
            said.append(plain(f"{now.heading}: {' '.join(parts)}"))
    said += [t("briefing.words_yours", heading=plain(one.heading)) for one in new if said and _is_rewritten(one)]
    st.session_state[TOLD] = said or [t("briefing.nothing_changed")]
    st.rerun()


def _changed(old: Slide, now: Slide, t: Translator) -> list[str]:
    """What the making anew changed of a slide: of its figure, or of words that no figure stands beside."""
    if opening.is_opening(now):
        return [t("briefing.words_changed")] if old.sentences != now.sentences else []
    before, after = (thawed(one.exhibit) if one.exhibit else None for one in (old, now))
    return changes(before, after, t)


def _is_rewritten(slide: Slide) -> bool:
    """Whether a slide has sentences of somebody's own, whose numbers nobody made anew."""
    if opening.is_opening(slide):
        return opening.is_rewritten(slide)
    return any(one != (thawed(slide.exhibit).finding if slide.exhibit else "") for one in slide.sentences)


def _freeze(known: Briefing, slides: Sequence[Slide]) -> None:
    who = viewing.viewer()
    briefings.freeze(
        known.briefing_code, slides, snapshot_id=snapshot(slides), title=known.briefing_name, role=who.kept_as,
        frozen_by=who.name, store_version=store_version(), choice_in_words=due.in_words(slides, known.lang),
    )  # fmt: skip


def _slide(known: Briefing, slides: Sequence[Slide], at: int, slide: Slide, t: Translator) -> None:
    code = known.briefing_code
    with st.expander(f"{at + 1}. {plain(slide.heading)}", key=f"slide-{code}-{at}-{slide.recipe}"):
        left, right = st.columns([3, 2])
        with left:
            _words(code, slides, at, slide, t)
        with right:
            _picture(slide, t)
        with st.container(horizontal=True, gap="small"):
            _move(code, slides, at, t)


def _words(code: str, slides: Sequence[Slide], at: int, slide: Slide, t: Translator) -> None:
    if not seeing.may_write(code):
        st.markdown("  \n".join(plain(one) for one in slide.sentences))
        return
    key = f"{code}-{at}-{hash(slide)}"
    heading = st.text_input(t("briefing.heading"), slide.heading, key=f"heading-{key}", max_chars=80)
    written = st.text_area(
        t("briefing.sentences", most=MOST_SENTENCES), "\n".join(slide.sentences), key=f"words-{key}", height=120
    )
    notes = st.text_area(t("briefing.notes"), slide.speaker_notes, key=f"notes-{key}", height=80)
    sentences = tuple(line.strip() for line in written.splitlines() if line.strip())
    if len(sentences) > MOST_SENTENCES:
        st.error(t("briefing.too_many", most=MOST_SENTENCES, number=len(sentences)))
        return
    now = replace(slide, heading=heading.strip() or slide.heading, sentences=sentences, speaker_notes=notes.strip())
    if now != slide:
        briefings.lay(code, [*slides[:at], now, *slides[at + 1 :]])
        st.rerun()


def _picture(slide: Slide, t: Translator) -> None:
    exhibit = thawed(slide.exhibit) if slide.exhibit else None
    if exhibit is None:
        st.caption(t("briefing.words_alone"))
    elif exhibit.drawing.kind == "table":
        st.caption(t("briefing.a_table", rows=len(exhibit.rows)))
    else:
        st.image(svg.written(exhibit, t, bare=True).decode("utf-8"), caption=exhibit.finding or exhibit.title)
    recipe = Recipe.from_text(slide.recipe)
    if recipe is not None:
        st.page_link(contents.entry(recipe.page).path, label=t("present.ask"), query_params=dict(recipe.choices))


def _move(code: str, slides: Sequence[Slide], at: int, t: Translator) -> None:
    if not seeing.may_write(code):
        return
    others = [one for number, one in enumerate(slides) if number != at]
    doing = {
        "up": [*others[: max(at - 1, 0)], slides[at], *others[max(at - 1, 0) :]],
        "down": [*others[: at + 1], slides[at], *others[at + 1 :]],
        "remove": others,
    }
    for what, new in doing.items():
        off = (what == "up" and at == 0) or (what == "down" and at == len(slides) - 1)
        if st.button(t(f"briefing.{what}"), key=f"{what}-{code}-{at}", type="tertiary", disabled=off):
            briefings.lay(code, new)
            st.rerun()


def _frozen(known: Briefing, t: Translator) -> None:
    versions = seeing.versions(known.briefing_code)
    if versions:
        st.header(t("briefing.versions"), anchor=False)
    for one in versions:
        with st.container(border=True, key=f"version-{one.version}"):
            said = t(
                "briefing.version",
                number=one.version,
                snapshot=one.snapshot_id,
                day=made_at_words(datetime.fromisoformat(one.frozen_at).astimezone()),
                who=one.frozen_by,
            )
            st.markdown(plain(said))
            frame.go_link("present", t("briefing.present"), briefing=known.briefing_code, version=str(one.version))
            taking.buttons(known, seeing.slides(known.briefing_code, one), one, t)


def _settings(known: Briefing, t: Translator) -> None:
    code = known.briefing_code
    with st.expander(t("briefing.settings")):
        st.caption(t("briefing.link"))
        st.code(f"{(st.context.url or '').partition('?')[0]}?briefing={code}", language=None, wrap_lines=True)
        name = st.text_input(t("briefing.name"), known.briefing_name, max_chars=60, key=f"name-{code}")
        agency = st.text_input(t("briefing.agency"), known.agency, max_chars=60, key=f"agency-{code}")
        monthly = st.toggle(
            t("briefing.monthly"), known.schedule == "monthly", help=t("briefing.monthly_help"), key=f"due-{code}"
        )
        if st.button(t("briefing.keep"), key=f"keep-{code}", disabled=not name.strip()):
            briefings.change(
                code, briefing_name=name.strip(), agency=agency.strip(), schedule="monthly" if monthly else ""
            )
            st.rerun()
        if st.button(t("briefing.copy"), key=f"copy-{code}"):
            other = briefings.copy(code, t("briefing.copy_of", name=known.briefing_name), viewing.viewer().name)
            frame.go("briefing", briefing=other)
        if st.button(t("briefing.withdraw"), key=f"withdraw-{code}", help=t("briefing.withdraw_help")):
            briefings.withdraw(code)
            frame.go("briefing", briefing=None)
