//! Sources that change, come and fail while the reader reads: the reader stays in place, and what is new is marked.

use proptest::prelude::*;

use variorum::app::message::{Ask, Effect, Message, Renewal};
use variorum::app::update::update;
use variorum::app::{App, Mode, Options};

use crate::support::{BAKERY, FERRY, comparison, open, press, print, screen, text};
use variorum::command::{COMMANDS, Command};
use variorum::document::Manner;
use variorum::ui::sheet;

fn words(app: &App) -> &str {
    app.span(app.cursor.source, app.cursor.sentence).of(&app.document(app.cursor.source).text)
}

/// What comes of reading the sources of a story again.
fn renewal(app: &App, story: &str) -> Message {
    let fresh = App::new(comparison(story), Options { lead: app.lead, ..Options::default() });
    Message::Renewed(Renewal { fresh: Some(Box::new(fresh)), told: None })
}

/// Lets the sources change to those of a story, as if their files had been written to.
fn change(app: &mut App, story: &str) {
    assert_eq!(update(app, Message::Changed(vec![1])), [Effect::Read(Ask::Changed(vec![1]))]);
    let message = renewal(app, story);
    assert!(update(app, message).is_empty());
}

/// The story with a report that puts one sentence otherwise, has one more above it, and another one less.
fn changed() -> String {
    let reworded = FERRY.replace("It was the third breakdown this spring.", "It was the fourth breakdown since March.");
    reworded
        .replace(
            "# Ferry stays in port {title}",
            "# Ferry stays in port {title}\nUpdated at eight. {u} Divers are at work.",
        )
        .replace("> Passengers wait on the quay on Sunday evening.\n", "")
}

#[test]
fn the_reader_stays_on_the_same_words_and_what_is_new_is_marked() {
    for (width, height) in [(120, 40), (80, 24), (40, 12)] {
        let mut app = open(FERRY, width, height);
        press(&mut app, "ljjjj");
        let here = words(&app).to_owned();
        let line = sheet(&app).cursor.expect("a cursor").1;
        change(&mut app, &changed());
        assert_eq!(words(&app), here);
        let now = sheet(&app).cursor.expect("a cursor").1;
        assert!(now.abs_diff(line) <= 1, "the words stand where they stood: {line}, {now}");
        assert_eq!(app.notice.as_deref(), Some("island radio: 3 sentences new, 1 sentence gone"));
        assert_eq!(app.count_new(), 3);
        press(&mut app, "j");
        let page = text(&sheet(&app)).join("\n");
        assert!(width < 80 || page.contains("3 new"), "{page}");
        let source = &app.document(1).text;
        let new = (0..app.document(1).sentences.len()).filter(|at| app.is_new(1, *at));
        let new: Vec<&str> = new.map(|at| app.span(1, at).of(source)).collect();
        assert_eq!(new, ["Updated at eight.", "Divers are at work.", "It was the fourth breakdown since March."]);
    }
}

#[test]
fn new_sentences_carry_a_sign_until_the_reader_has_seen_them() {
    let mut app = open(FERRY, 120, 40);
    change(&mut app, &changed());
    let marked = |app: &App| text(&sheet(app)).join("\n").matches('◆').count();
    assert_eq!(marked(&app), 3);
    // What comes later is added to it, what stays is still new.
    change(&mut app, &changed().replace("The 221 passengers", "The 230 passengers"));
    assert_eq!((marked(&app), app.count_new()), (4, 4));
    // What is gone marks nothing in its place.
    let less = changed().replace("Updated at eight. {u} ", "").replace("The 221 passengers", "The 230 passengers");
    change(&mut app, &less);
    assert_eq!((marked(&app), app.count_new()), (3, 3));
    press(&mut app, "/quay<enter><esc>");
    assert_eq!(marked(&app), 3, "the first closes the search");
    press(&mut app, "<esc>");
    assert_eq!((marked(&app), app.count_new()), (0, 0));
    press(&mut app, "<esc>");
    assert!(app.notice.as_deref().is_some_and(|notice| notice.starts_with("Nothing to close")));
}

#[test]
fn what_the_reader_has_set_stays_set() {
    let mut app = open(FERRY, 120, 40);
    press(&mut app, "lLzt/town hall<enter>nsjx<esc>12");
    let (lead, folds, hidden) = (app.lead, app.folds, app.hidden.clone());
    let (here, hit) = (words(&app).to_owned(), app.search.as_ref().map(|search| search.count()));
    let trail = app.trail.len();
    change(&mut app, &changed());
    assert_eq!((app.lead, app.folds, &app.hidden, app.count), (lead, folds, &hidden, Some(12)));
    assert_eq!((words(&app), app.trail.len()), (here.as_str(), trail));
    assert_eq!(app.search.as_ref().map(|search| search.count()), hit);
    assert!(hit.is_some_and(|hit| hit.ends_with(" of 3")));
}

#[test]
fn what_lies_on_top_stays_there() {
    let mut app = open(FERRY, 120, 40);
    press(&mut app, "}}<enter>");
    let Mode::Group { row, .. } = app.mode else { panic!("a group") };
    let group = |app: &App, row: usize| {
        let reading = app.rows[row].cells[0].readings.first().expect("the lead has it");
        reading.passages[0].words(&app.comparison.documents).to_owned()
    };
    let before = group(&app, row);
    change(&mut app, &changed());
    let Mode::Group { row, .. } = app.mode else { panic!("a group") };
    assert_eq!(group(&app, row), before);
    press(&mut app, "q/boat");
    change(&mut app, FERRY);
    assert!(matches!(&app.mode, Mode::Typing { input, .. } if input == "boat"), "what is typed is not lost");
    let mut app = open(BAKERY, 120, 40);
    press(&mut app, "c)");
    let chosen = |app: &App| match app.mode {
        Mode::Quotes(choice) => {
            let quote = &app.comparison.quotes[app.said[choice.item].quotes[0]];
            quote.span.of(&app.document(quote.document).text).to_owned()
        }
        _ => panic!("no list"),
    };
    let before = chosen(&app);
    let less = BAKERY.replace(
        "“We smelled smoke and we did not wait for the bell,” said Nora Quist, who bakes there. {smoke}\n",
        "",
    );
    change(&mut app, &less);
    assert_eq!(chosen(&app), before);
    change(&mut app, "== town gazette\nFog.\n== county wire\nFog.\n== evening radio\nFog.\n");
    assert_eq!(app.mode, Mode::Reading, "there is nothing to list any more");
}

#[test]
fn keys_go_on_while_sources_are_read_and_the_reader_can_give_up() {
    let mut app = open(FERRY, 120, 24);
    assert_eq!(press(&mut app, "R"), [Effect::Read(Ask::Again)]);
    assert!(text(&sheet(&app))[23].contains("Reading the sources again … Esc gives it up"));
    press(&mut app, "jj");
    assert!(words(&app).starts_with("The evening ferry"));
    assert!(press(&mut app, "R").is_empty() && app.notice.is_some(), "one at a time");
    assert!(update(&mut app, Message::Changed(vec![2])).is_empty(), "it waits");
    assert_eq!(press(&mut app, "<esc>"), [Effect::GiveUp, Effect::Read(Ask::Changed(vec![2]))]);
    assert!(app.notice.as_deref().is_some_and(|notice| notice.starts_with("Given up")));
    // The reader goes before what happens by itself, and nothing of that is lost.
    assert_eq!(press(&mut app, "R"), [Effect::GiveUp, Effect::Read(Ask::Again)]);
    let message = renewal(&app, &changed());
    assert_eq!(update(&mut app, message), [Effect::Read(Ask::Changed(vec![2]))]);
    let message = renewal(&app, &changed());
    assert!(update(&mut app, message).is_empty() && app.busy.is_none());
    // What nobody waits for any more changes nothing.
    let message = renewal(&app, FERRY);
    update(&mut app, message);
    assert!(app.document(1).text.contains("Divers are at work"));
}

#[test]
fn a_further_source_is_named_in_a_prompt_and_stands_last() {
    let mut app = open(FERRY, 120, 24);
    press(&mut app, "jjo");
    assert!(text(&sheet(&app))[23].contains("a file, a folder or an address"));
    press(&mut app, "https://quay.example/");
    update(&mut app, Message::Paste("news\n".to_owned()));
    assert!(text(&sheet(&app))[23].contains("open https://quay.example/news"));
    let name = "https://quay.example/news".to_owned();
    assert_eq!(press(&mut app, "<enter>"), [Effect::Read(Ask::Also(name))]);
    assert!(text(&sheet(&app))[23].contains("Opening https://quay.example/news … Esc gives it up"));
    let here = words(&app).to_owned();
    let message = renewal(&app, &format!("{FERRY}== night desk\nNobody was hurt. {{hurt}}\n"));
    update(&mut app, message);
    assert_eq!((words(&app), app.hidden.len(), app.count_new()), (here.as_str(), 4, 0));
    assert_eq!(app.notice.as_deref(), Some("night desk is open as source 4 of 4"));
    for keys in ["o<esc>", "o<enter>", "o  <enter>", "ox<backspace><backspace>"] {
        assert!(press(&mut app, keys).is_empty(), "{keys}");
        assert_eq!(app.mode, Mode::Reading, "{keys}");
    }
}

#[test]
fn what_went_wrong_is_told_in_full() {
    let mut app = open(FERRY, 60, 12);
    press(&mut app, "onone.txt<enter>");
    let told = "none.txt: There is no file of this name. Check the spelling, or the folder you are in.";
    let message = Message::Renewed(Renewal { fresh: None, told: Some(told.to_owned()) });
    update(&mut app, message);
    let page = text(&sheet(&app)).join(" ");
    assert!(page.contains("none.txt: There is no file") && page.contains("you are in."), "{page}");
    assert_eq!(app.hidden.len(), 3);
    press(&mut app, "R");
    update(&mut app, Message::Renewed(Renewal { fresh: None, told: None }));
    assert_eq!(app.notice.as_deref(), Some("Nothing has changed in the words of the sources."));
    press(&mut app, "j");
    update(&mut app, Message::Changed(vec![0]));
    update(&mut app, Message::Renewed(Renewal { fresh: None, told: None }));
    assert_eq!(app.notice, None, "a file that was only touched is nothing to tell");
}

#[test]
fn a_source_that_failed_comes_back() {
    let story = "== a\nThe river fell. {x} It rained. {y}\n== b\n! It is not there.\n";
    let mut app = open(story, 80, 12);
    press(&mut app, "jR");
    let message = renewal(&app, "== a\nThe river fell. {x} It rained. {y}\n== b\nThe river fell. {x}\n");
    update(&mut app, message);
    assert_eq!(words(&app), "It rained.");
    assert_eq!(app.notice.as_deref(), Some("b: 1 sentence new"));
}

#[test]
fn what_arrives_by_itself_stands_last_and_is_new() {
    let mut app = open(FERRY, 120, 24);
    press(&mut app, "jR");
    let name = |name: &str| name.to_owned();
    assert!(update(&mut app, Message::Arrived(vec![name("a.txt")])).is_empty(), "it waits");
    update(&mut app, Message::Changed(vec![2]));
    update(&mut app, Message::Arrived(vec![name("b.txt"), name("a.txt")]));
    let here = words(&app).to_owned();
    let message = renewal(&app, FERRY);
    assert_eq!(update(&mut app, message), [Effect::Read(Ask::Changed(vec![2]))]);
    let message = renewal(&app, FERRY);
    assert_eq!(update(&mut app, message), [Effect::Read(Ask::Arrived(vec![name("a.txt"), name("b.txt")]))]);
    // The reader goes first; what has arrived is not forgotten.
    assert_eq!(press(&mut app, "R"), [Effect::GiveUp, Effect::Read(Ask::Again)]);
    let message = renewal(&app, FERRY);
    assert_eq!(update(&mut app, message), [Effect::Read(Ask::Arrived(vec![name("a.txt"), name("b.txt")]))]);
    let message = renewal(&app, &format!("{FERRY}== night desk\nNobody was hurt. {{hurt}} It rains.\n"));
    assert!(update(&mut app, message).is_empty());
    assert_eq!((words(&app), app.hidden.len(), app.count_new()), (here.as_str(), 4, 2));
    assert_eq!(app.notice.as_deref(), Some("night desk is open as source 4 of 4"));
}

#[test]
fn a_card_says_what_can_be_done_and_its_keys_do_it() {
    let story = "== a\nThe river fell. {x} It rained. {y}\n== b\n! It is damaged.\n== c\nThe river fell. {x}\n";
    let mut app = open(story, 110, 12);
    let card = |app: &App| text(&sheet(app)).join(" ").split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(card(&app).contains("R tries again"));
    assert!(!card(&app).contains("plain text"), "there is no file that could be taken for it");
    app.comparison.documents[1].source.sha256 = "00".to_owned();
    for key in ["R tries again", "T takes it for", "V shows the file"] {
        assert!(card(&app).contains(key), "{key} in {}", card(&app));
    }
    // In the column of the card the keys mean it, elsewhere R means all.
    assert_eq!(press(&mut app, "R<esc>"), [Effect::Read(Ask::Again), Effect::GiveUp]);
    press(&mut app, "l");
    assert_eq!(app.cursor.source, 1);
    for (key, manner) in [("R", Manner::Own), ("T", Manner::Text), ("V", Manner::Raw)] {
        assert_eq!(press(&mut app, key), [Effect::Read(Ask::One(1, manner))], "{key}");
        press(&mut app, "<esc>");
    }
    assert_eq!(press(&mut app, "0R"), [Effect::Read(Ask::Again)]);
    press(&mut app, "<esc>");
    // In the list they mean the source that is chosen.
    assert_eq!(press(&mut app, "sjjR"), [Effect::Read(Ask::One(2, Manner::Own))]);
    assert!(matches!(app.mode, Mode::Sources { chosen: 2 }));
}

#[test]
fn a_source_taken_for_something_else_is_no_news() {
    let story = "== a\nThe river fell. {x} It rained. {y}\n== b\nThe river fell. {x}\n";
    let mut app = open(story, 100, 12);
    assert_eq!(press(&mut app, "V"), [Effect::Read(Ask::One(0, Manner::Raw))]);
    assert!(text(&sheet(&app))[11].contains("Reading the file of a as it is"));
    let raw = "== a\n<p>The river fell. {x} It rained.</p> {y}\n== b\nThe river fell. {x}\n";
    let Message::Renewed(Renewal { fresh: Some(mut fresh), .. }) = renewal(&app, raw) else { panic!("a renewal") };
    fresh.comparison.documents[0].source.manner = Manner::Raw;
    update(&mut app, Message::Renewed(Renewal { fresh: Some(fresh), told: None }));
    assert_eq!(app.count_new(), 0);
    assert_eq!(app.notice.as_deref(), Some("a is shown as its file is · V reads its text"));
    assert_eq!(press(&mut app, "V"), [Effect::Read(Ask::One(0, Manner::Own))]);
    let back = renewal(&app, story);
    update(&mut app, back);
    assert_eq!((app.count_new(), app.notice.as_deref()), (0, Some("a is read as what it is")));
}

#[test]
fn what_is_new_on_screen() {
    let mut app = open(FERRY, 120, 24);
    change(&mut app, &changed());
    press(&mut app, "lj");
    insta::assert_snapshot!("new", print(&sheet(&app)));
    insta::assert_snapshot!("naming", screen(FERRY, 60, 12, "ohttps://quay.example/a"));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn no_change_breaks_it_wherever_the_reader_is(
        rounds in prop::collection::vec(
            (prop::collection::vec(0..COMMANDS.len(), 0..12), prop::collection::vec(any::<bool>(), 24)), 1..6,
        ),
        bakery in any::<bool>(),
    ) {
        let story = if bakery { BAKERY } else { FERRY };
        let mut app = open(story, 100, 30);
        for (commands, kept) in rounds {
            for command in commands.iter().map(|at| COMMANDS[*at].command).filter(|command| *command != Command::Again) {
                update(&mut app, Message::Command(command));
                if let Mode::Typing { .. } = app.mode {
                    update(&mut app, Message::Type('e'));
                    update(&mut app, Message::Accept);
                }
            }
            let lines = story.replace("\\\n", "");
            let lines = lines.lines().enumerate().filter(|(at, line)| line.starts_with("==") || kept[at % kept.len()]);
            let lines: Vec<&str> = lines.map(|(_, line)| line).collect();
            update(&mut app, Message::Changed(vec![0, 1, 2]));
            let message = renewal(&app, &(lines.join("\n") + "\n"));
            update(&mut app, message);
            let sentences = app.document(app.cursor.source).sentences.len();
            prop_assert!(app.cursor.sentence < sentences.max(1));
            let sheet = sheet(&app);
            for stroke in &sheet.strokes {
                prop_assert!(stroke.y < sheet.size.height && stroke.x + stroke.width <= sheet.size.width);
            }
        }
    }
}
