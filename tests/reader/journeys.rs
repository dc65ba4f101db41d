//! Ways through a story, and properties that hold on every way.

use std::collections::BTreeSet;

use proptest::prelude::*;

use crate::support::{BAKERY, FERRY, open, press, text};
use variorum::app::message::{Effect, Message};
use variorum::app::update::update;
use variorum::app::{App, Mode, Size};
use variorum::command::COMMANDS;
use variorum::ui::sheet;

fn words(app: &App) -> &str {
    app.span(app.cursor.source, app.cursor.sentence).of(&app.document(app.cursor.source).text)
}

fn shown(app: &App) -> String {
    text(&sheet(app)).join("\n")
}

#[test]
fn sentence_by_sentence_and_back() {
    let mut app = open(FERRY, 120, 40);
    press(&mut app, "jj");
    assert!(words(&app).starts_with("The evening ferry"), "{}", words(&app));
    press(&mut app, "3j");
    assert_eq!(words(&app), "Nobody was hurt.");
    press(&mut app, "2k");
    assert!(words(&app).starts_with("The harbour master decided"));
    press(&mut app, "G");
    assert!(words(&app).starts_with("The office thanks"));
    press(&mut app, "gg");
    assert_eq!(words(&app), "Ferry to Lunde does not sail");
    press(&mut app, "5G");
    assert!(words(&app).starts_with("The 212 passengers"));
    press(&mut app, "K");
    assert!(words(&app).starts_with("“We do not sail"));
}

#[test]
fn across_the_sources_and_back_to_the_same_sentence() {
    let mut app = open(FERRY, 120, 40);
    press(&mut app, "jjj");
    let here = app.cursor;
    press(&mut app, "<tab>");
    assert_eq!(app.cursor.source, 1);
    press(&mut app, "l");
    assert!(words(&app).starts_with("The harbour master, Ida Brekke"));
    press(&mut app, "hh");
    assert_eq!(app.cursor, here);
    press(&mut app, "<shift-tab>");
    assert_eq!(app.cursor.source, 2);
}

#[test]
fn from_difference_to_difference() {
    let mut app = open(FERRY, 120, 40);
    let all = app.places.differences.len();
    assert!(all > 5);
    for n in 1..=all {
        press(&mut app, "]");
        assert_eq!(app.difference(), n);
        assert!(sheet(&app).cursor.is_some(), "difference {n} is on screen");
    }
    press(&mut app, "]");
    assert_eq!(app.notice.as_deref(), Some("This is the last difference."));
    for n in (1..all).rev() {
        press(&mut app, "[");
        assert_eq!(app.difference(), n);
    }
    press(&mut app, "[");
    assert_eq!(app.notice.as_deref(), Some("This is the first difference."));
}

#[test]
fn a_search_goes_round_and_unfolds_what_it_finds() {
    let mut app = open(FERRY, 80, 24);
    press(&mut app, "/subscribe");
    assert!(shown(&app).contains("1 of 1"), "{}", shown(&app));
    assert!(!app.folds.clutter, "what was found is unfolded");
    press(&mut app, "<enter>");
    assert_eq!(app.mode, Mode::Reading);
    press(&mut app, "<esc>");
    assert!(app.search.is_none());
    press(&mut app, "/quay<enter>nnn");
    assert_eq!(app.search.as_ref().map(|search| search.count()).as_deref(), Some("1 of 3"));
    press(&mut app, "/lunde's<esc>");
    assert!(app.search.is_none());
    press(&mut app, "/LUNDE<enter>");
    assert_eq!(app.notice.as_deref(), Some("No source has “LUNDE”."));
    press(&mut app, "<esc>/lunde's<enter>");
    assert_eq!(app.cursor.source, 2);
}

#[test]
fn a_moved_passage_leads_to_its_own_place_and_back() {
    let mut app = open(FERRY, 120, 40);
    let moved = app.rows.iter().position(|row| row.cells[2].readings.iter().any(|reading| reading.moved));
    let passage = app.rows[moved.expect("a moved passage")].cells[2].readings[0].passages[0];
    app.cursor = variorum::app::Cursor { source: 2, sentence: passage.first, spot: None };
    let here = words(&app).to_owned();
    press(&mut app, "%");
    assert_ne!(words(&app), here);
    press(&mut app, "%");
    assert_eq!(words(&app), here);
    press(&mut app, "%'");
    assert_eq!(words(&app), here);
}

#[test]
fn what_a_moved_passage_left_leads_to_it() {
    let mut app = open(FERRY, 120, 40);
    press(&mut app, "ljjj");
    assert!(words(&app).starts_with("It was the third breakdown"), "{}", words(&app));
    press(&mut app, "j");
    assert!(words(&app).starts_with("Nobody was injured"), "the cursor passes over what was left");
    press(&mut app, "k%");
    assert!(words(&app).starts_with("The 221 passengers"), "{}", words(&app));
    press(&mut app, "%");
    assert!(words(&app).starts_with("It was the third breakdown"), "{}", words(&app));
}

/// Whoever leads, all that stands elsewhere is told of once, beside something that stands where it belongs.
#[test]
fn every_moved_sentence_leaves_one_line() {
    let mut app = open(FERRY, 120, 40);
    for source in 0..3 {
        press(&mut app, &format!("0{}L", "l".repeat(source)));
        for (source, stubs) in app.stubs.iter().enumerate() {
            let told: Vec<usize> = stubs.iter().flat_map(|stub| stub.first..stub.end).collect();
            assert!(stubs.iter().all(|stub| !told.contains(&stub.beside)), "{stubs:?}");
            let moved = app.rows.iter().flat_map(|row| &row.cells[source].readings).filter(|reading| reading.moved);
            for sentence in moved.flat_map(|reading| &reading.passages).flat_map(|passage| passage.sentences()) {
                assert_eq!(told.iter().filter(|told| **told == sentence).count(), 1, "{sentence} of {stubs:?}");
            }
        }
    }
    let mut one = open("== a\nFog.\n", 80, 12);
    press(&mut one, "}");
    assert_eq!(one.notice.as_deref(), Some("There is only one source; name more to compare."));
}

/// A reading that takes up what stands further on says so, here and where it is compared.
#[test]
fn what_does_not_follow_in_its_text_is_parted_by_a_sign() {
    let story = "== a\nThe pier closed. {p} It will reopen in May. {p}\n== b\nThe pier closed. {p} Gulls were seen. {g} It \
                 will reopen in June. {p}\n== c\nThe pier shut. {p}\n\nGulls again.\n\nIt will reopen in May, they say. {p}\n";
    let mut app = open(story, 120, 20);
    let page = shown(&app);
    assert!(page.contains("The pier closed. … It will"), "{page}");
    assert!(page.contains("… ¶ 3  It will reopen in"), "{page}");
    press(&mut app, "<enter>");
    let group = shown(&app);
    assert!(group.contains("c · ¶ 1, 3"), "{group}");
    assert!(!group.contains("Gulls"), "only the words of the row: {group}");
}

#[test]
fn nothing_is_said_of_sources_that_were_not_compared() {
    let mut comparison = crate::support::comparison("== a\nRain. {r}\n== b\nRain. {r}\n== c\nRegen.\n");
    comparison.documents[2].source.language = Some("de".to_owned());
    let mut app = App::new(comparison, variorum::app::Options::default());
    update(&mut app, Message::Resize(Size { width: 120, height: 20 }));
    assert!(shown(&app).lines().any(|line| line.trim_end().ends_with("│–")), "{}", shown(&app));
    press(&mut app, "<enter>");
    assert!(shown(&app).contains("Other language, not compared"), "{}", shown(&app));
    assert!(!shown(&app).contains("No counterpart"), "{}", shown(&app));
}

#[test]
fn what_is_compared_with_a_hidden_source_has_no_sign() {
    let mut app = open("== a\nFog.\n== b\nRain falls. {r}\n== c\nRain fell. {r}\n", 120, 20);
    assert!(shown(&app).contains("¹  Rain falls."), "{}", shown(&app));
    press(&mut app, "sjx<esc>");
    assert!(shown(&app).contains("│   Rain fell."), "{}", shown(&app));
}

#[test]
fn the_footer_counts_a_difference_only_where_the_cursor_is_on_it() {
    let mut app = open(FERRY, 120, 40);
    press(&mut app, "jj");
    assert!(shown(&app).contains(" 12 differences · in 3 of 3 sources"), "{}", shown(&app));
    press(&mut app, "]");
    assert!(shown(&app).contains("difference 2 of 12"), "{}", shown(&app));
    let mut app = open("== a\nFog. {a}\n== b\nSun. {a}\n", 120, 40);
    press(&mut app, "z");
    assert_eq!(app.notice.as_deref(), Some("Nothing reads the same everywhere."));
}

#[test]
fn what_goes_on_from_above_is_named() {
    let long = "word ".repeat(120);
    let mut app = open(&format!("== a\nFog. {{a}}\n== b\nFog. {{a}} {long}.\n"), 40, 12);
    press(&mut app, "lj");
    press(&mut app, "<ctrl-e><ctrl-e><ctrl-e><ctrl-e><ctrl-e>");
    assert!(shown(&app).lines().nth(1).is_some_and(|rule| rule.contains("─ b ─")), "{}", shown(&app));
}

/// What sources open with stands side by side, however far down their first counterparts are.
#[test]
fn titles_and_bylines_stand_in_one_block() {
    let story = "== a\n# Pier shut\n@ By Ann\nIt rained. {r}\nThe pier closed. {p}\n\
                 == b\n# Storm news\n@ By Ben\nThe pier closed. {p}\n== c\n# Tides\nThe pier closed. {p}\n";
    let app = open(story, 120, 20);
    let page = shown(&app);
    let line = page.lines().find(|line| line.contains("Pier shut")).unwrap_or_default();
    assert!(line.contains("Storm news") && line.contains("Tides"), "{page}");
    let line = page.lines().find(|line| line.contains("By Ann")).unwrap_or_default();
    assert!(line.contains("By Ben"), "{page}");
}

#[test]
fn another_lead_keeps_the_sentence_in_its_line() {
    let mut app = open(FERRY, 120, 20);
    press(&mut app, "ljjj");
    let (before, line) = (words(&app).to_owned(), sheet(&app).cursor.map(|(_, y)| y));
    press(&mut app, "L");
    assert_eq!((app.lead, words(&app)), (1, before.as_str()));
    assert!(line.is_some() && sheet(&app).cursor.is_some());
}

#[test]
fn hidden_sources_come_back() {
    let mut app = open(FERRY, 120, 40);
    press(&mut app, "sjx");
    assert!(app.hidden[1]);
    press(&mut app, "<esc>");
    assert!(shown(&app).contains("1 hidden"));
    press(&mut app, "/soup<enter>");
    assert!(!app.hidden[1], "a match shows its source");
}

#[test]
fn from_quote_to_quote_in_the_columns() {
    let mut app = open(BAKERY, 120, 30);
    let quoted = |app: &App| app.cursor.spot.map(|spot| spot.of(&app.document(app.cursor.source).text).to_owned());
    press(&mut app, ")");
    assert!(quoted(&app).is_some_and(|words| words.starts_with("We smelled smoke")), "{:?}", quoted(&app));
    assert!(app.notice.as_ref().is_some_and(|notice| notice.contains("Nora Quist")), "{:?}", app.notice);
    press(&mut app, ")");
    assert!(quoted(&app).is_some_and(|words| words.starts_with("Nobody slept")), "{:?}", quoted(&app));
    press(&mut app, "(");
    assert!(quoted(&app).is_some_and(|words| words.starts_with("We smelled smoke")), "{:?}", quoted(&app));
    press(&mut app, "(");
    assert_eq!(app.notice.as_deref(), Some("There is no further quote in this source."));
    press(&mut app, "9)");
    assert!(quoted(&app).is_some_and(|words| words.starts_with("The beams held")), "the term is passed over");
}

#[test]
fn from_the_list_of_quotes_to_the_place_and_back() {
    let mut app = open(BAKERY, 120, 40);
    press(&mut app, "c<tab>");
    let (here, mode) = (app.cursor, app.mode.clone());
    press(&mut app, "<enter>");
    assert_eq!((app.mode.clone(), app.cursor.source), (Mode::Reading, 1));
    assert!(words(&app).contains("we waited for the bell"), "{}", words(&app));
    press(&mut app, "'");
    assert_eq!((app.cursor, &app.mode), (here, &mode));
    press(&mut app, ")");
    assert_ne!(app.mode, mode, "the next one is chosen");
    press(&mut app, "q");
    assert_eq!(app.mode, Mode::Reading);
}

#[test]
fn the_list_of_quotes_never_hides_without_a_count() {
    let mut app = open(BAKERY, 120, 40);
    press(&mut app, "c");
    let all = app.said.len();
    assert!(shown(&app).contains(&format!("{all} things said")), "{}", shown(&app));
    assert!(shown(&app).contains("1 marked term or title left aside"), "{}", shown(&app));
    for (keys, only) in [
        ("p", "only Nora Quist"),
        ("S", "only what town gazette carries"),
        ("v", "only "),
        ("m", "only changed"),
        ("a", "only speaker not clear"),
    ] {
        press(&mut app, keys);
        let listed = variorum::app::quotes::listed(&app).len();
        assert!(listed < all, "{keys} lists all");
        let page = shown(&app);
        assert!(page.contains(only) && page.contains(&format!("{listed} of {all}")), "{keys}: {page}");
        assert!(page.contains(&format!("{} not listed", all - listed)), "{keys}: {page}");
        press(&mut app, "<esc>");
        assert!(shown(&app).contains(&format!("{all} things said")), "{keys}: Esc lists all again");
    }
    press(&mut app, "<esc>");
    assert_eq!(app.mode, Mode::Reading);
}

#[test]
fn what_is_typed_behind_the_sign_for_searching_never_runs_as_commands() {
    for list in ["c", "f", "s", "?", "<enter>"] {
        let mut app = open(BAKERY, 120, 40);
        press(&mut app, list);
        press(&mut app, "/quit");
        assert!(matches!(&app.mode, Mode::Typing { input, .. } if input == "quit"), "{list}: {:?}", app.mode);
    }
}

#[test]
fn from_the_list_of_facts_to_the_place_and_back() {
    let mut app = open(BAKERY, 120, 40);
    press(&mut app, "f");
    assert!(shown(&app).contains("14 ×2 | 41") && shown(&app).contains("2 against 1"), "{}", shown(&app));
    press(&mut app, "<tab><tab><enter>");
    let spot = app.cursor.spot.map(|spot| spot.of(&app.document(app.cursor.source).text).to_owned());
    assert_eq!((app.cursor.source, spot.as_deref()), (1, Some("41")));
    press(&mut app, "'");
    assert!(matches!(app.mode, Mode::Facts(_)));
    press(&mut app, "f");
    assert_eq!(app.mode, Mode::Reading);
}

#[test]
fn the_list_of_facts_is_narrowed_by_source_and_by_kind() {
    let story = "== a\n{o} At least 35 boats left Morvik on Monday, Dahl said. {r}\n\
                 == b\n{o} 35 boats left Morvik on Tuesday, Dahl said. {r}\n\
                 == c\n{o} 35 boats left Morvik on Monday, Dahl said. {r}\n";
    let mut app = open(story, 120, 40);
    press(&mut app, "f");
    assert!(shown(&app).contains("2 facts disagree"), "{}", shown(&app));
    press(&mut app, "v");
    assert!(shown(&app).contains("1 of 2 facts that disagree"), "{}", shown(&app));
    assert!(shown(&app).contains("only date · 1 not listed"), "{}", shown(&app));
    press(&mut app, "<esc>S");
    assert!(shown(&app).contains("only what a carries · 0 not listed"), "{}", shown(&app));
    press(&mut app, "<esc><esc>");
    assert_eq!(app.mode, Mode::Reading);
}

#[test]
fn hidden_light_changes_are_passed_over_and_counted() {
    let story = "== a\nThe organisation left. {o} It rained on Monday. {r}\n\
                 == b\nThe organization left. {o} It snowed on Monday. {r}\n";
    let mut app = open(story, 120, 20);
    let all = app.places.differences.len();
    press(&mut app, "t");
    assert!(
        app.notice.as_ref().is_some_and(|notice| notice.starts_with("1 light change is hidden")),
        "{:?}",
        app.notice
    );
    assert_eq!(app.places.differences.len(), all - 1);
    press(&mut app, "]");
    assert!(words(&app).starts_with("It snowed"), "{}", words(&app));
    assert!(shown(&app).contains("1 light hidden"), "{}", shown(&app));
    assert!(shown(&app).contains("~  The organization"), "{}", shown(&app));
    press(&mut app, "t[");
    assert!(words(&app).starts_with("The organization"), "{}", words(&app));
    assert!(!shown(&app).contains("light hidden"), "{}", shown(&app));
}

#[test]
fn leaving_takes_q_or_two_interrupts_but_never_esc() {
    let mut app = open(FERRY, 80, 24);
    assert!(press(&mut app, "<esc><esc><esc>").is_empty());
    assert!(press(&mut app, "?q").is_empty());
    assert!(press(&mut app, "<ctrl-c>j<ctrl-c>").is_empty());
    assert_eq!(press(&mut app, "<ctrl-c>"), [Effect::Quit]);
    assert_eq!(press(&mut app, "q"), [Effect::Quit]);
}

#[test]
fn pasted_text_is_no_key() {
    let mut app = open(FERRY, 80, 24);
    let before = app.cursor;
    assert!(update(&mut app, Message::Paste("jjjq".to_owned())).is_empty());
    assert_eq!(app.cursor, before);
    press(&mut app, "/");
    update(&mut app, Message::Paste("Brekke".to_owned()));
    assert_eq!(app.cursor.source, 2);
}

#[test]
fn every_key_of_the_table_does_something() {
    for entry in COMMANDS {
        let mut app = open(FERRY, 80, 12);
        press(&mut app, "3G]");
        let before = (app.cursor, app.anchor, app.mode.clone(), app.folds, app.lead);
        let effects = update(&mut app, Message::Command(entry.command));
        let after = (app.cursor, app.anchor, app.mode.clone(), app.folds, app.lead);
        assert!(before != after || !effects.is_empty() || app.notice.is_some(), "{} does nothing", entry.name);
    }
}

/// A sentence longer than the page can be read to its end.
#[test]
fn long_sentences_scroll_before_they_are_left() {
    let long: Vec<String> = (0..200).map(|n| format!("word{n}")).collect();
    let mut app = open(&format!("== a\n{} {{x}}\nThe end. {{y}}\n", long.join(" ")), 20, 5);
    let mut seen = BTreeSet::new();
    for _ in 0..400 {
        seen.extend(shown(&app).split_whitespace().map(|word| word.trim_start_matches(['○', '▎']).to_owned()));
        press(&mut app, "j");
    }
    let missing: Vec<&String> = long.iter().filter(|word| !seen.contains(*word)).collect();
    assert!(missing.is_empty(), "{missing:?} of {seen:?}");
    assert_eq!(words(&app), "The end.");
}

/// Every word of every source comes on screen at every size, with everything unfolded.
#[test]
fn every_word_is_reachable_and_shown_once() {
    for (width, height) in [(20, 5), (40, 12), (80, 24), (120, 40), (200, 60)] {
        let mut app = open(FERRY, width, height);
        press(&mut app, "x");
        for source in 0..3 {
            press(&mut app, "0");
            press(&mut app, &"l".repeat(source));
            press(&mut app, "g");
            let mut bytes = BTreeSet::new();
            for _ in 0..200 {
                let plan = variorum::app::plan::plan(&app);
                let mut here = BTreeSet::new();
                for placed in plan.lines.iter().filter(|placed| placed.line.source == Some(source)) {
                    for span in placed.line.pieces.iter().filter_map(|piece| piece.span) {
                        for byte in span.start..span.end {
                            assert!(
                                here.insert(byte),
                                "byte {byte} of source {source} stands twice at {width}×{height}"
                            );
                        }
                    }
                }
                bytes.extend(here);
                let before = (app.cursor, app.anchor);
                press(&mut app, "j");
                if (app.cursor, app.anchor) == before {
                    break;
                }
            }
            let document = app.document(source);
            let all = document.text.char_indices().filter(|(_, c)| !c.is_whitespace()).map(|(at, _)| at);
            let missing: Vec<usize> = all.filter(|at| !bytes.contains(at)).collect();
            assert!(missing.is_empty(), "source {source} at {width}×{height} lacks {missing:?}");
        }
    }
}

fn on_a_sentence(app: &App) -> bool {
    app.cursor.sentence < app.document(app.cursor.source).sentences.len()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn no_keys_and_no_size_break_it(
        steps in prop::collection::vec((0..COMMANDS.len(), prop::option::weighted(0.2, 1usize..40), 0usize..6), 1..60),
        sizes in prop::collection::vec(prop_oneof![
            Just((0, 0)), Just((1, 1)), Just((1, 500)), Just((500, 1)), Just((19, 5)), (1usize..240, 1usize..70)
        ], 6),
    ) {
        let mut app = open(BAKERY, 80, 24);
        for (command, count, size) in steps {
            if size > 0 {
                let (width, height) = sizes[size];
                update(&mut app, Message::Resize(Size { width, height }));
            }
            app.count = count;
            update(&mut app, Message::Command(COMMANDS[command].command));
            if matches!(app.mode, Mode::Typing { .. }) {
                update(&mut app, Message::Type('e'));
                update(&mut app, Message::Accept);
            }
            prop_assert!(on_a_sentence(&app));
            let sheet = sheet(&app);
            for stroke in &sheet.strokes {
                prop_assert!(stroke.y < sheet.size.height && stroke.x + stroke.width <= sheet.size.width);
            }
        }
    }

    #[test]
    fn a_new_size_keeps_the_sentence_on_its_line(
        width in 68usize..200, height in 12usize..60, other in 20usize..200, tall in 12usize..60, steps in 0usize..12,
    ) {
        let mut app = open(FERRY, width, height);
        press(&mut app, &"j".repeat(steps));
        let sentence = app.cursor;
        update(&mut app, Message::Resize(Size { width: other, height: tall }));
        prop_assert_eq!(app.cursor, sentence);
        prop_assert!(sheet(&app).cursor.is_some(), "the sentence is still on screen");
    }
}
