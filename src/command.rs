//! Everything the reader can do: each command with its name, its sentence and its hint.

/// Something the reader can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the sentence of each command stands in the table below, once")]
pub enum Command {
    NextSentence,
    PreviousSentence,
    NextParagraph,
    PreviousParagraph,
    NextDifference,
    PreviousDifference,
    NextGroup,
    PreviousGroup,
    NextQuote,
    PreviousQuote,
    Partner,
    Back,
    PageDown,
    PageUp,
    HalfPageDown,
    HalfPageUp,
    LineDown,
    LineUp,
    Top,
    Bottom,
    NextSource,
    PreviousSource,
    FocusLead,
    MakeLead,
    Sources,
    Open,
    Again,
    AsText,
    AsFile,
    Group,
    Clutter,
    Agreement,
    Light,
    Quotes,
    BySpeaker,
    BySource,
    ByKind,
    Changed,
    Unattributed,
    Facts,
    Search,
    NextMatch,
    PreviousMatch,
    Help,
    Close,
    Quit,
    Redraw,
    Suspend,
    Interrupt,
}

/// What is said about a command wherever it is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The command.
    pub command: Command,
    /// Its name in key tables, in kebab case.
    pub name: &'static str,
    /// The heading it stands under in the help.
    pub group: &'static str,
    /// One or two words for the footer.
    pub hint: &'static str,
    /// What it does, in one sentence.
    pub sentence: &'static str,
}

const fn entry(
    command: Command,
    name: &'static str,
    group: &'static str,
    hint: &'static str,
    sentence: &'static str,
) -> Entry {
    Entry { command, name, group, hint, sentence }
}

/// All commands, in the order of the help.
#[rustfmt::skip]
pub const COMMANDS: &[Entry] = &[
    entry(Command::NextSentence, "next-sentence", "Move", "sentence", "Goes to the next sentence of this source."),
    entry(Command::PreviousSentence, "previous-sentence", "Move", "back", "Goes to the sentence before."),
    entry(Command::NextParagraph, "next-paragraph", "Move", "paragraph", "Goes to the next paragraph."),
    entry(Command::PreviousParagraph, "previous-paragraph", "Move", "back", "Goes to the paragraph before."),
    entry(Command::NextDifference, "next-difference", "Move", "difference", "Goes to the next difference in wording, in any source."),
    entry(Command::PreviousDifference, "previous-difference", "Move", "back", "Goes to the difference before."),
    entry(Command::NextGroup, "next-group", "Move", "match", "Goes to the next passage that several sources have."),
    entry(Command::PreviousGroup, "previous-group", "Move", "back", "Goes to the passage before that several sources have."),
    entry(Command::NextQuote, "next-quote", "Move", "quote", "Goes to the next quote of this source; in a list, to the next line."),
    entry(Command::PreviousQuote, "previous-quote", "Move", "back", "Goes to the quote before; in a list, to the line before."),
    entry(Command::Partner, "partner", "Move", "own place", "Goes from a moved passage to its place in its own text, and from there to it."),
    entry(Command::Back, "back", "Move", "back", "Goes back to where the last jump began."),
    entry(Command::PageDown, "page-down", "Move", "page", "Goes on by a page."),
    entry(Command::PageUp, "page-up", "Move", "page back", "Goes back by a page."),
    entry(Command::HalfPageDown, "half-page-down", "Move", "half page", "Goes on by half a page."),
    entry(Command::HalfPageUp, "half-page-up", "Move", "half page back", "Goes back by half a page."),
    entry(Command::LineDown, "line-down", "Move", "line", "Moves the text up by a line."),
    entry(Command::LineUp, "line-up", "Move", "line back", "Moves the text down by a line."),
    entry(Command::Top, "top", "Move", "top", "Goes to the top; with a number, to that paragraph."),
    entry(Command::Bottom, "bottom", "Move", "end", "Goes to the end; with a number, to that paragraph."),
    entry(Command::NextSource, "next-source", "Sources", "source", "Goes to the next source, one column to the right."),
    entry(Command::PreviousSource, "previous-source", "Sources", "source", "Goes to the source before, one column to the left."),
    entry(Command::FocusLead, "focus-lead", "Sources", "lead", "Goes to the lead source, at the left."),
    entry(Command::MakeLead, "make-lead", "Sources", "make lead", "Makes this source the lead: the others are compared with it."),
    entry(Command::Sources, "sources", "Sources", "sources", "Lists the sources: go to one, hide it, or make it the lead."),
    entry(Command::Open, "open", "Sources", "open", "Opens a further source: a file, a folder or an address."),
    entry(Command::Again, "again", "Sources", "read again", "Reads all sources again, and marks what is new; in the source list, or on one that could not be read, only that one."),
    entry(Command::AsText, "as-text", "Sources", "as text", "Takes the file of this source for plain text, whatever it is, or for what it is again."),
    entry(Command::AsFile, "as-file", "Sources", "as file", "Shows what stands in the file of this source, marks and all, or its text again."),
    entry(Command::Group, "group", "See", "compare", "Shows this passage in all sources, and who reads what; in a list, chooses."),
    entry(Command::Clutter, "clutter", "See", "clutter", "Folds or unfolds page clutter; in the source list, hides or shows a source."),
    entry(Command::Agreement, "agreement", "See", "agreement", "Folds or unfolds passages that read the same everywhere."),
    entry(Command::Light, "light", "See", "light", "Hides or shows light changes: marks, capitals, spelling, forms of a word."),
    entry(Command::Quotes, "quotes", "Quotes and facts", "quotes", "Lists what was said, by speaker, with all wordings of it."),
    entry(Command::BySpeaker, "by-speaker", "Quotes and facts", "speaker", "Lists only what this speaker says, or everybody again."),
    entry(Command::BySource, "by-source", "Quotes and facts", "source", "Lists only what the next source carries; after the last, all."),
    entry(Command::ByKind, "by-kind", "Quotes and facts", "kind", "Lists only what differs in the next kind of change; after the last, all."),
    entry(Command::Changed, "changed", "Quotes and facts", "changed", "Lists only what is not worded alike, or all again."),
    entry(Command::Unattributed, "unattributed", "Quotes and facts", "no name", "Lists only what has no clear speaker, or all again."),
    entry(Command::Facts, "facts", "Quotes and facts", "facts", "Lists the numbers, dates, names and titles that disagree."),
    entry(Command::Search, "search", "Find", "search", "Searches all sources; capitals count only if you type one."),
    entry(Command::NextMatch, "next-match", "Find", "next match", "Goes to the next match; without a search, to the next difference."),
    entry(Command::PreviousMatch, "previous-match", "Find", "match before", "Goes to the match before; without a search, to the difference before."),
    entry(Command::Help, "help", "Program", "help", "Shows this help."),
    entry(Command::Close, "close", "Program", "close", "Closes what lies on top; ends a reading, the search, then what marks the new; never quits."),
    entry(Command::Quit, "quit", "Program", "quit", "Closes what lies on top; leaves the program."),
    entry(Command::Redraw, "redraw", "Program", "redraw", "Draws the screen afresh."),
    entry(Command::Suspend, "suspend", "Program", "suspend", "Goes back to the shell until it says fg."),
    entry(Command::Interrupt, "interrupt", "Program", "stop", "Pressed twice, leaves the program from anywhere."),
];

impl Command {
    /// Returns what is said about the command.
    pub fn entry(self) -> &'static Entry {
        // The table is in the order of the variants; a test holds it to that.
        &COMMANDS[self as usize]
    }

    /// Finds a command by its name in kebab case.
    pub fn named(name: &str) -> Option<Command> {
        COMMANDS.iter().find(|entry| entry.name == name).map(|entry| entry.command)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_stands_in_the_order_of_the_variants() {
        for (at, entry) in COMMANDS.iter().enumerate() {
            assert_eq!(entry.command as usize, at, "{}", entry.name);
            assert_eq!(entry.command.entry(), entry);
            assert_eq!(Command::named(entry.name), Some(entry.command));
        }
    }

    #[test]
    fn every_command_has_a_kebab_name_and_a_sentence() {
        for entry in COMMANDS {
            assert!(entry.name.chars().all(|c| c.is_ascii_lowercase() || c == '-'), "{}", entry.name);
            assert!(entry.sentence.ends_with('.') && !entry.hint.is_empty(), "{}", entry.name);
        }
    }
}
