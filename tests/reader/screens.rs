//! What is on screen: a story, a size and keys in; text and named styles out, as snapshots to be read.

use insta::assert_snapshot;

use crate::support::{BAKERY, FERRY, open, press, print, screen, text};
use variorum::theme::ROLES;
use variorum::ui::sheet;

#[test]
fn five_sizes() {
    assert_snapshot!("ferry_20x5", screen(FERRY, 20, 5, ""));
    assert_snapshot!("ferry_40x12", screen(FERRY, 40, 12, ""));
    assert_snapshot!("ferry_80x24", screen(FERRY, 80, 24, ""));
    assert_snapshot!("ferry_120x40", screen(FERRY, 120, 40, ""));
    assert_snapshot!("ferry_200x60", screen(FERRY, 200, 60, ""));
}

#[test]
fn a_group_across_all_sources() {
    assert_snapshot!("group", screen(FERRY, 80, 40, "}}<enter>"));
}

#[test]
fn the_help_lists_keys_and_signs() {
    assert_snapshot!("help", screen(FERRY, 100, 110, "?"));
    assert_snapshot!("help_small", screen(FERRY, 20, 5, "?j"));
}

#[test]
fn the_list_of_sources() {
    assert_snapshot!("sources", screen(FERRY, 80, 24, "sjxj"));
}

#[test]
fn a_search_is_typed() {
    assert_snapshot!("search_typed", screen(FERRY, 80, 24, "/quay"));
    assert_snapshot!("search_done", screen(FERRY, 80, 24, "/quay<enter>n"));
}

#[test]
fn a_difference_is_gone_to() {
    assert_snapshot!("difference", screen(FERRY, 120, 24, "]]]"));
}

#[test]
fn clutter_and_agreement_fold() {
    assert_snapshot!("unfolded", screen(FERRY, 120, 40, "x"));
    assert_snapshot!("folded", screen(FERRY, 120, 40, "z"));
}

#[test]
fn another_lead() {
    assert_snapshot!("lead", screen(FERRY, 120, 40, "l<tab>L"));
}

#[test]
fn one_source_is_a_plain_reader() {
    let one = "== diary\n# Low water\nThe river fell again. It has not rained. {x} Nobody knows why.\n";
    assert_snapshot!("one", screen(one, 80, 12, "j"));
}

#[test]
fn a_source_that_failed_is_a_card() {
    let story = "== a\nThe river fell. {x}\n== gone\n! gone.pdf could not be read: it is encrypted. Save it without a \
                 password and open it again.\n== b\nThe river fell. {x}\n";
    assert_snapshot!("failed", screen(story, 110, 12, ""));
    assert_snapshot!("failed_alone", screen("== gone\n! It is not there.\n", 30, 6, "j]?q"));
}

#[test]
fn japanese_and_wide_signs_keep_the_columns() {
    let story = "== 声明\n# 水位が下がった\n知事は「トンネルの工事を止める」と述べた。 {a} 調査は来月まで続く。 {b}\n\
                 == wire 🌊\nThe governor said she would “stop work on the tunnel”. {a} It costs 12,000,000 yen. 👩‍👩‍👧\n";
    assert_snapshot!("wide", screen(story, 72, 14, ""));
}

#[test]
fn what_would_steer_the_terminal_is_shown() {
    let story = "== \u{1b}]0;title\u{7}\nA\u{1b}[31m red\u{202e} herring\u{200b}. {a}\n== b\nA\u{9b}2J herring. {a}\n";
    let shown = screen(story, 80, 10, "");
    assert!(!shown.contains(|c: char| c != '\n' && (c.is_control() || ('\u{202a}'..='\u{202e}').contains(&c))));
    assert_snapshot!("hostile", shown);
}

#[test]
fn more_sources_than_columns_page_sideways() {
    let mut story = String::new();
    for n in 1..=9 {
        story.push_str(&format!("== source {n}\nThe dam holds for now, says engineer {n}. {{a}}\n"));
    }
    assert_snapshot!("sideways", screen(&story, 120, 12, "llll"));
}

#[test]
fn the_list_of_quotes() {
    assert_snapshot!("quotes_80x24", screen(BAKERY, 80, 24, "c"));
    assert_snapshot!("quotes_160x30", screen(BAKERY, 160, 30, "c)"));
    assert_snapshot!("quotes_40x12", screen(BAKERY, 40, 12, "c)"));
    assert_snapshot!("quotes_narrowed", screen(BAKERY, 80, 24, "cptm"));
}

#[test]
fn the_list_of_facts() {
    assert_snapshot!("facts", screen(BAKERY, 80, 24, "f"));
}

#[test]
fn light_changes_are_hidden_and_counted() {
    assert_snapshot!("light", screen(BAKERY, 120, 24, "tj"));
}

#[test]
fn every_role_on_screen_has_a_name_in_the_themes() {
    let known = |role: &&str| ROLES.contains(role);
    for keys in ["", "?", "s", "o", "<enter>", "/quay", "]", "z", "x", "}}<enter>", "c", "cm", "f", ")"] {
        for story in [FERRY, BAKERY] {
            let mut app = open(story, 120, 70);
            press(&mut app, keys);
            for stroke in sheet(&app).strokes {
                assert!(stroke.look.roles().all(|role| known(&role)), "{keys}: {:?}", stroke.look);
            }
        }
    }
}

#[test]
fn painted_cells_show_the_same_text() {
    use ratatui::{Terminal, backend::TestBackend};
    let mut app = open(FERRY, 90, 30);
    press(&mut app, "]]");
    let sheet = sheet(&app);
    let mut terminal = Terminal::new(TestBackend::new(90, 30)).expect("a terminal");
    let theme = variorum::theme::Theme::named("dark").expect("a theme");
    let depth = variorum::ui::paint::Depth::True;
    terminal.draw(|frame| variorum::ui::draw(&sheet, &theme, depth, frame)).expect("drawn");
    let painted: Vec<String> =
        terminal.backend().buffer().content.chunks(90).map(|line| line.iter().map(|c| c.symbol()).collect()).collect();
    assert_eq!(painted, text(&sheet), "{}", print(&sheet));
}
