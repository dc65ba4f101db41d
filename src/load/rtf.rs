//! Rich text (RTF): paragraphs with their roles; struck-out, hidden and remarked words stand aside.

mod letters;
mod scan;
mod styles;

use super::job::{Job, Tracked};
use super::limits::Fault;
use super::piece::{Piece, Reading, note_beside, note_changes};
use crate::document::{Aside, Role};
use letters::Letters;
use scan::{Item, Scanner};

/// Reads rich text as Microsoft's specification 1.9.1 describes it.
///
/// # Errors
/// It is nested too deep or holds too much text.
pub fn read(job: &Job<'_>) -> Result<Reading, Fault> {
    let mut walk = Walk::new(job);
    for item in Scanner::new(job.bytes) {
        walk.item(item)?;
    }
    walk.letters.flush();
    walk.paragraph();
    Ok(walk.finish())
}

/// Where the words of a group go.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Target {
    /// The text.
    #[default]
    Text,
    /// Nowhere: tables of fonts and colours, pictures, field codes.
    Nowhere,
    /// The table of fonts.
    Fonts,
    /// The style sheet.
    Styles,
    /// The title, the author, in the facts about the document.
    Title,
    Author,
    /// Running heads and feet.
    Furniture,
    /// A footnote.
    Note,
    /// A remark on the text, and who made it.
    Comment,
    CommentBy,
}

/// What holds for the words of a group.
#[derive(Clone, Copy, Debug, Default)]
struct State {
    target: Target,
    aside: Option<Aside>,
    font: i32,
    /// How many bytes stand behind a `\u` for programs that know no Unicode.
    skip: usize,
    /// How many of them are still to come.
    skipped: usize,
    /// Whether the group so far is only `\*`.
    optional: bool,
    style: i32,
    level: Option<i32>,
    listed: bool,
}

struct Walk<'a> {
    job: &'a Job<'a>,
    states: Vec<State>,
    state: State,
    letters: Letters,
    styles: styles::Styles,
    words: String,
    /// What stands beside the text at this paragraph, in order.
    asides: Vec<(Aside, String)>,
    /// Whether the words so far are an item of a list, and their style.
    reading: Reading,
    notes: Vec<String>,
    furniture: String,
    remark: (String, String),
    changes: (usize, usize),
    size: usize,
}

impl<'a> Walk<'a> {
    fn new(job: &'a Job<'a>) -> Self {
        Walk {
            job,
            states: Vec::new(),
            state: State { skip: 1, ..State::default() },
            letters: Letters::default(),
            styles: styles::Styles::default(),
            words: String::new(),
            asides: Vec::new(),
            reading: Reading::new("rtf"),
            notes: Vec::new(),
            furniture: String::new(),
            remark: Default::default(),
            changes: (0, 0),
            size: 0,
        }
    }

    fn item(&mut self, item: Item<'_>) -> Result<(), Fault> {
        match item {
            Item::Open => {
                self.settle();
                if self.states.len() as u64 >= self.job.limits.depth {
                    return Err(Fault::count("The file is nested too deep", "depth", self.job.limits.depth));
                }
                self.states.push(self.state);
            }
            Item::Close => {
                self.settle();
                let inner = self.state;
                if let Some(outer) = self.states.pop() {
                    self.state = outer;
                    self.leave(inner.target, outer.target);
                }
            }
            Item::Byte(byte) if self.state.skipped > 0 => {
                let _ = byte;
                self.state.skipped -= 1;
            }
            Item::Byte(byte) => self.letters.byte(byte, self.styles.encoding(self.state.font)),
            Item::Word(word, number) => self.word(word, number),
        }
        if self.letters.is_long() {
            self.settle();
        }
        if self.size as u64 > self.job.limits.text {
            return Err(Fault::bytes("The file holds more text than can be compared", "text", self.job.limits.text));
        }
        Ok(())
    }

    /// Puts the letters read so far where they belong.
    fn settle(&mut self) {
        self.letters.flush();
        let words = self.letters.take();
        self.put(&words);
    }

    fn put(&mut self, words: &str) {
        if words.is_empty() {
            return;
        }
        self.size += words.len();
        self.state.optional = false;
        match (self.state.target, self.state.aside) {
            (Target::Nowhere, _) => {}
            (Target::Text, None) => self.words.push_str(words),
            (Target::Text, Some(aside)) => match self.asides.last_mut().filter(|(last, _)| *last == aside) {
                Some((_, own)) => own.push_str(words),
                None => self.asides.push((aside, words.to_owned())),
            },
            (Target::Fonts, _) => {}
            (Target::Styles, _) => self.styles.name(self.state.style, words),
            (Target::Title, _) => self.reading.source.title.get_or_insert_default().push_str(words),
            (Target::Author, _) => self.reading.source.byline.get_or_insert_default().push_str(words),
            (Target::Furniture, _) => self.furniture.push_str(words),
            (Target::Note, _) => match self.notes.last_mut() {
                Some(note) => note.push_str(words),
                None => self.notes.push(words.to_owned()),
            },
            (Target::Comment, _) => self.remark.1.push_str(words),
            (Target::CommentBy, _) => self.remark.0.push_str(words),
        }
    }

    /// Ends a group whose words went somewhere else than those of the group around it.
    fn leave(&mut self, inner: Target, outer: Target) {
        if inner == outer {
            return;
        }
        match inner {
            Target::Furniture => {
                let words = std::mem::take(&mut self.furniture);
                let is_new = !self.reading.pieces.iter().any(|piece| piece.words == words.trim());
                if is_new && !words.trim().is_empty() {
                    self.reading.pieces.push(Piece::aside(Aside::Furniture, words.trim()));
                }
            }
            Target::Comment => {
                let (who, words) = std::mem::take(&mut self.remark);
                let label = if who.trim().is_empty() { String::new() } else { format!("{}: ", who.trim()) };
                self.asides.push((Aside::Comment, label + words.trim()));
            }
            _ => {}
        }
    }

    fn word(&mut self, word: &str, number: Option<i32>) {
        let is_on = number != Some(0);
        if word == "u" {
            self.letters.unit(number.unwrap_or(0), self.styles.encoding(self.state.font));
            self.state.skipped = self.state.skip;
            return;
        }
        self.state.skipped = 0;
        self.settle();
        match word {
            "uc" => self.state.skip = usize::try_from(number.unwrap_or(1)).unwrap_or(1).min(16),
            "ansicpg" => self.styles.code_page(number.unwrap_or(1252)),
            "mac" => self.styles.code_page(10000),
            "deff" => self.state.font = number.unwrap_or(0),
            "f" => self.state.font = number.unwrap_or(0),
            "fcharset" if self.state.target == Target::Fonts => self.styles.font(self.state.font, number.unwrap_or(0)),
            "*" => self.state.optional = true,
            "s" => self.state.style = number.unwrap_or(0),
            "outlinelevel" if self.state.target == Target::Styles => {}
            "outlinelevel" => self.state.level = number,
            "ls" => self.state.listed = true,
            "v" => self.state.aside = is_on.then_some(Aside::Hidden),
            "deleted" if is_on => self.change(Aside::Deleted),
            "revised" if is_on => self.change(Aside::Inserted),
            "deleted" | "revised" => self.state.aside = None,
            "plain" => self.state.aside = None,
            "pard" => (self.state.style, self.state.level, self.state.listed) = (0, None, false),
            "par" | "sect" | "page" | "row" | "nestrow" => self.end_paragraph(),
            "cell" | "nestcell" | "tab" => self.put("\t"),
            "line" | "softline" => self.put("\n"),
            _ => self.sign_or_target(word),
        }
    }

    fn sign_or_target(&mut self, word: &str) {
        let optional = std::mem::take(&mut self.state.optional);
        if let Some(sign) = letters::sign(word) {
            return self.put(sign);
        }
        let target = match word {
            "fonttbl" => Target::Fonts,
            "stylesheet" => Target::Styles,
            "title" => Target::Title,
            "author" => Target::Author,
            "header" | "headerl" | "headerr" | "headerf" | "footer" | "footerl" | "footerr" | "footerf" => {
                Target::Furniture
            }
            "footnote" => {
                self.notes.push(String::new());
                let mark = format!("[{}]", self.notes.len());
                self.put(&mark);
                Target::Note
            }
            "annotation" => Target::Comment,
            "atnauthor" => Target::CommentBy,
            "colortbl" | "info" | "pict" | "object" | "fldinst" | "listtable" | "listoverridetable" | "themedata"
            | "datastore" | "latentstyles" | "rsidtbl" | "generator" | "filetbl" | "revtbl" | "xmlnstbl"
            | "operator" | "creatim" | "revtim" | "printim" | "nonshppict" | "bkmkstart" | "bkmkend" | "pntext"
            | "listtext" | "atnid" | "atndate" | "atnref" | "atrfstart" | "atrfend" | "subject" | "company"
            | "keywords" | "tc" | "xe" | "private" | "mmathPr" => Target::Nowhere,
            // Shapes and pictures that other programs may pass over hold text boxes all the same.
            "shpinst" | "shppict" | "shptxt" | "fldrslt" => return,
            _ if optional => Target::Nowhere,
            _ => return,
        };
        // Facts stand inside the group `info`, which goes nowhere.
        let is_fact = matches!(target, Target::Title | Target::Author);
        if self.state.target != Target::Nowhere || is_fact {
            self.state.target = target;
        }
    }

    fn change(&mut self, aside: Aside) {
        let count = if aside == Aside::Deleted { &mut self.changes.1 } else { &mut self.changes.0 };
        *count += 1;
        let shows_it = (aside == Aside::Inserted) == (self.job.tracked == Tracked::Accepted);
        self.state.aside = (!shows_it).then_some(aside);
    }

    fn end_paragraph(&mut self) {
        match self.state.target {
            Target::Text => self.paragraph(),
            _ => self.put("\n"),
        }
    }

    /// Ends a paragraph of the text; what stands beside it follows it.
    fn paragraph(&mut self) {
        self.settle();
        let words = std::mem::take(&mut self.words);
        let words = words.trim_matches(['\t', ' ', '\n']);
        let name = self.styles.named(self.state.style).to_lowercase();
        let has_title = self.reading.pieces.iter().any(|piece| piece.role == Role::Title);
        let piece = match () {
            () if name == "title" && !has_title => Piece::sure(Role::Title, words),
            () if self.state.level.is_some_and(|level| level < 9) || name.starts_with("heading") || name == "title" => {
                Piece::sure(Role::Heading, words)
            }
            () if name == "caption" => Piece::sure(Role::Caption, words),
            () if self.state.listed || words.contains('\t') => Piece::likely(Role::List, words),
            () => Piece::open(words),
        };
        if !words.is_empty() {
            self.reading.pieces.push(piece);
        }
        let asides = std::mem::take(&mut self.asides).into_iter();
        let full = asides.filter(|(_, words)| !words.trim().is_empty());
        self.reading.pieces.extend(full.map(|(aside, words)| Piece::aside(aside, words.trim())));
    }

    fn finish(mut self) -> Reading {
        for (n, note) in self.notes.iter().enumerate().filter(|(_, note)| !note.trim().is_empty()) {
            self.reading.pieces.push(Piece::sure(Role::Body, format!("[{}] {}", n + 1, note.trim())));
        }
        note_changes(&mut self.reading, self.changes, self.job.tracked);
        note_beside(&mut self.reading);
        self.reading
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(rtf: &[u8]) -> Vec<(Role, Option<Aside>, String)> {
        let reading = read(&Job { bytes: rtf, ..Job::default() }).expect("rich text");
        reading.pieces.into_iter().map(|piece| (piece.role, piece.aside, piece.words)).collect()
    }

    fn words(rtf: &str) -> Vec<String> {
        pieces(rtf.as_bytes()).into_iter().map(|(_, _, words)| words).collect()
    }

    #[test]
    fn letters_come_from_pages_units_and_words() {
        let rtf = r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fcharset0 Times;}{\f1\fcharset204 Arial;}}\f0 We\rquote d buy \'93it\'94, caf\u233\'e9\par {\f1 \'cc\'ee\'f1\'f2}\par \u-10179?\u-8704? {\uc0\u8364}5\par}";
        assert_eq!(words(rtf), ["We’d buy “it”, café", "Мост", "😀 €5"]);
    }

    #[test]
    fn groups_that_are_no_text_go_nowhere() {
        let rtf = r"{\rtf1{\info{\title The pier}{\author Ines Mora}}{\*\generator X;}{\colortbl;\red0;}{\header Orrin Review\par}One.{\pict 0a0b}{\*\unknown no}\par{\field{\*\fldinst HYPERLINK x}{\fldrslt Two}}.\par}";
        assert_eq!(words(rtf), ["Orrin Review", "One.", "Two."]);
        let reading = read(&Job { bytes: rtf.as_bytes(), ..Job::default() }).expect("rich text");
        assert_eq!(reading.source.title.as_deref(), Some("The pier"));
        assert_eq!(reading.source.byline.as_deref(), Some("Ines Mora"));
    }

    #[test]
    fn changes_hidden_words_and_remarks_stand_aside() {
        let rtf = br"{\rtf1 It will {\deleted never }{\revised soon }open.{\v secret}{\*\atnauthor Jon Rask}{\*\annotation Sure?}\par}";
        assert_eq!(
            pieces(rtf),
            [
                (Role::Body, None, "It will soon open.".to_owned()),
                (Role::Boilerplate, Some(Aside::Deleted), "never".to_owned()),
                (Role::Boilerplate, Some(Aside::Hidden), "secret".to_owned()),
                (Role::Boilerplate, Some(Aside::Comment), "Jon Rask: Sure?".to_owned()),
            ]
        );
        let before = read(&Job { bytes: rtf, tracked: Tracked::Original, ..Job::default() }).expect("rich text");
        assert_eq!(before.pieces[0].words, "It will never open.");
        assert!(before.notices[0].text.contains("1 insertion and 1 deletion"), "{:?}", before.notices);
    }

    #[test]
    fn headings_lists_tables_and_notes_are_what_they_are() {
        let rtf = br"{\rtf1{\stylesheet{\s0 Normal;}{\s1 heading 1;}{\s5 Title;}}\pard\s5 The pier\par\pard\s1 Why\par\pard\ls1 First\par\pard Lane\cell Cars\cell\row Text{\footnote A note.} ends.\par}";
        let roles: Vec<Role> = pieces(rtf).into_iter().map(|(role, _, _)| role).collect();
        assert_eq!(roles, [Role::Title, Role::Heading, Role::List, Role::List, Role::Body, Role::Body]);
        assert_eq!(pieces(rtf)[5].2, "[1] A note.");
    }

    #[test]
    fn bombs_and_scraps_end() {
        assert!(read(&Job { bytes: "{".repeat(100_000).as_bytes(), ..Job::default() }).is_err());
        for scrap in [
            &b"{\\rtf"[..],
            b"{\\rtf1 \\'",
            b"{\\rtf1 \\u",
            b"{\\rtf1 \\bin99999999999 x",
            b"}}}",
            b"{\\rtf1 \\u99999999999 x}",
            b"{\\rtf1\\uc-5\\u8364 x}",
        ] {
            let _ = read(&Job { bytes: scrap, ..Job::default() });
        }
    }
}
