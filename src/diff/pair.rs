//! Two wordings with all that is needed to tell what kind of difference a change of them is.

use std::cell::OnceCell;
use std::collections::HashSet;
use std::ops::Range;

use super::kind::{Kind, Shape, Told, Weight};
use super::letters::is_same_letters;
use super::lists::{Class, Lists, lists};
use super::relate::{is_equal, relate};
use super::run::{Run, Word, classes};
use super::side::Side;
use crate::text::form::differ_unseen;
use crate::text::numbers::{Figure, figures};

/// In longer changes a single word that denies or weakens says nothing about the whole, words.
const TELLING_WORDS: usize = 12;

/// A longer cut is a cut, whatever it denies, words.
const TELLING_CUT: usize = 4;

/// The forms that are names, by number.
type Names = HashSet<u32, foldhash::fast::RandomState>;

/// Two wordings, what their words mean and where their numbers and names stand.
pub(super) struct Pair<'a> {
    pub(super) base: Side<'a>,
    pub(super) other: Side<'a>,
    pub(super) base_figures: Vec<Figure>,
    pub(super) other_figures: Vec<Figure>,
    base_lists: &'static Lists,
    other_lists: &'static Lists,
    names: OnceCell<Names>,
}

impl<'a> Pair<'a> {
    pub(super) fn new(base: Side<'a>, other: Side<'a>) -> Self {
        let read = |side: Side<'_>| figures(side.text, side.tokens, side.language());
        Pair {
            base,
            other,
            base_figures: read(base),
            other_figures: read(other),
            base_lists: lists(base.language()),
            other_lists: lists(other.language()),
            names: OnceCell::new(),
        }
    }

    /// Returns the forms that are names on either side.
    fn names(&self) -> &Names {
        self.names.get_or_init(|| {
            let mut found = names(self.base);
            found.extend(names(self.other));
            found
        })
    }

    /// Returns the words of two runs.
    pub(super) fn words(&self, b: &Range<usize>, o: &Range<usize>) -> (Run<'a>, Run<'a>) {
        (Run::new(self.base, b, self.base_lists), Run::new(self.other, o, self.other_lists))
    }

    /// Tells what kind of difference two runs are.
    pub(super) fn tell(&self, b: &Range<usize>, o: &Range<usize>) -> Told {
        let (base, other) = self.words(b, o);
        match (base.is_empty(), other.is_empty()) {
            (true, true) => self.marks(b, o),
            (false, true) => self.one_sided(&base, self.base_lists, b, o, Kind::Cut).shaped(Shape::Missing),
            (true, false) => self.one_sided(&other, self.other_lists, b, o, Kind::Addition).shaped(Shape::Added),
            (false, false) if is_same_letters(self.base, self.other, b, o) => {
                Told::new(self.same_letters(b, o), Weight::SLIGHT)
            }
            (false, false) => self.two_sided(&base, &other, b, o),
        }
    }

    /// Relates single words or short phrases that take each other's place.
    pub(super) fn relate(&self, base: &[Word<'_>], other: &[Word<'_>]) -> Option<Told> {
        if self.base.language() != self.other.language() {
            return None;
        }
        if let ([left], [right]) = (base, other)
            && left.form == right.form
        {
            let (b, o) = (left.token..left.token + 1, right.token..right.token + 1);
            return Some(Told::new(self.same_letters(&b, &o), Weight::SLIGHT));
        }
        let named = |words: &[Word<'_>]| matches!(words, [word] if self.is_name(word));
        relate(self.base_lists, self.base.language(), base, other, named(base) && named(other))
    }

    /// Relates numbers or dates that begin at two words and take each other's place, and tells how many words each has.
    pub(super) fn relate_figures(&self, base: &[Word<'_>], other: &[Word<'_>]) -> Option<(usize, usize, Told)> {
        let (one, two) = (begun(&self.base_figures, base)?, begun(&self.other_figures, other)?);
        let alike = one.value.is_date() == two.value.is_date() && !(one.weak && two.weak);
        let words = |words: &[Word<'_>], figure: &Figure| {
            words.iter().take_while(|word| word.token < figure.tokens.end).count()
        };
        let told = alike.then(|| self.tell(&one.tokens, &two.tokens))?;
        Some((words(base, one), words(other, two), told))
    }

    /// Only marks differ. A question is another thing than a statement.
    fn marks(&self, b: &Range<usize>, o: &Range<usize>) -> Told {
        let asks =
            |side: Side<'_>, run: &Range<usize>| run.clone().any(|at| matches!(side.exact(at), "?" | "？" | "¿"));
        let weight = if asks(self.base, b) == asks(self.other, o) { Weight::SLIGHT } else { Weight::SOME };
        Told::new(self.same_letters(b, o), weight)
    }

    /// Letters are the same, or there are none: either marks and case differ, or only what cannot be seen.
    fn same_letters(&self, b: &Range<usize>, o: &Range<usize>) -> Kind {
        let exact = |side: Side<'a>, run: &Range<usize>| side.span(run).of(side.text);
        if differ_unseen(exact(self.base, b), exact(self.other, o)) { Kind::Hidden } else { Kind::Typography }
    }

    /// Words stand on one side only.
    fn one_sided(&self, run: &Run<'_>, lists: &Lists, b: &Range<usize>, o: &Range<usize>, kind: Kind) -> Told {
        let (marked_base, marked_other) = (Run::marks(self.base, b), Run::marks(self.other, o));
        let (short, long) =
            if kind == Kind::Cut { (&marked_other, &marked_base) } else { (&marked_base, &marked_other) };
        if short.elides() {
            return Told::new(Kind::Marked, Weight::SOME);
        }
        if kind == Kind::Addition && long.bracketed() {
            return Told::new(Kind::Addition, Weight::SOME);
        }
        if let Some(told) = self.exactness(b, o) {
            return told;
        }
        let words = run.words().len();
        let classes = classes(lists, run.words());
        let has = |wanted: &dyn Fn(Class) -> bool| classes.iter().any(|(class, ..)| wanted(*class));
        let taken = |wanted: &dyn Fn(Class) -> bool| {
            let inside =
                |at: usize| classes.iter().any(|(class, start, end)| wanted(*class) && (*start..*end).contains(&at));
            (0..words).all(|at| inside(at) || run.words()[at].common)
        };
        let only_expletive = run
            .words()
            .iter()
            .all(|word| lists.phrases.begun(word.known.start).iter().any(|(_, class)| *class == Class::Expletive));
        if only_expletive {
            return Told::new(kind, Weight::SMALL);
        }
        let denies = |class: Class| class == Class::Negator;
        if words <= TELLING_CUT && (has(&denies) || run.words().iter().any(|word| word.known.denies)) {
            return Told::new(Kind::Negation, Weight::UTMOST);
        }
        let limits = |class: Class| matches!(class, Class::Strength(_));
        if has(&limits) && (words <= TELLING_CUT || taken(&limits)) && taken(&|class| limits(class)) {
            return Told::new(Kind::Strength, Weight::GREAT);
        }
        let titles = |class: Class| matches!(class, Class::Title | Class::Honorific);
        if has(&titles) && taken(&titles) {
            return Told::new(Kind::Name, Weight::SOME);
        }
        let content = run.words().iter().filter(|word| !word.common).count();
        if content > 0 && run.words().iter().all(|word| self.is_name(word)) && self.stands_by_a_name(b, o, kind) {
            return Told::new(Kind::Name, Weight::SOME);
        }
        match (content, kind) {
            (0, _) => Told::new(kind, Weight::SMALL),
            (1, _) if words < TELLING_CUT => Told::new(kind, Weight::MUCH),
            (_, Kind::Cut) => Told::new(kind, Weight::GREAT),
            _ => Told::new(kind, Weight::MUCH),
        }
    }

    /// Words stand on both sides.
    fn two_sided(&self, base: &Run<'_>, other: &Run<'_>, b: &Range<usize>, o: &Range<usize>) -> Told {
        if Run::marks(self.base, b).bracketed() || Run::marks(self.other, o).bracketed() {
            return Told::new(Kind::Marked, Weight::SOME);
        }
        if let Some(told) = self.figures(base, other, b, o) {
            return told;
        }
        if let Some(told) = self.relate(base.words(), other.words()) {
            return told;
        }
        if is_equal(base.words(), other.words()) {
            return Told::new(Kind::Order, Weight::SMALL);
        }
        let words = base.words().len().max(other.words().len());
        if words <= TELLING_WORDS
            && let Some(told) = self.meaning(base, other)
        {
            return told;
        }
        if let Some(told) = self.naming(base, other) {
            return told;
        }
        let common = |run: &Run<'_>| run.words().iter().all(|word| word.common);
        let weight = if common(base) && common(other) { Weight::SMALL } else { Weight::MUCH };
        Told::new(Kind::Wording, weight)
    }

    /// What denies, weakens or turns round on one side only.
    fn meaning(&self, base: &Run<'_>, other: &Run<'_>) -> Option<Told> {
        let (left, right) = (base.words(), other.words());
        let (own, theirs) = (classes(self.base_lists, left), classes(self.other_lists, right));
        let denies = |classes: &[(Class, usize, usize)], words: &[Word<'_>]| {
            let class = classes.iter().any(|(class, ..)| *class == Class::Negator);
            class || words.iter().any(|word| word.known.denies)
        };
        let (one, two) = (denies(&own, left), denies(&theirs, right));
        let turned = left.iter().any(|a| right.iter().any(|b| self.base_lists.is_turned(&a.form, &b.form)));
        if one != two || turned {
            return Some(Told::new(Kind::Negation, Weight::UTMOST));
        }
        // "not" and "never" deny alike, and are not the same.
        if one && left.len().max(right.len()) <= 2 {
            return Some(Told::new(Kind::Wording, Weight::MUCH));
        }
        let strengths = |classes: &[(Class, usize, usize)]| -> HashSet<u8> {
            classes
                .iter()
                .filter_map(|(class, ..)| if let Class::Strength(group) = class { Some(*group) } else { None })
                .collect()
        };
        let (one, two) = (strengths(&own), strengths(&theirs));
        // "few" and "many" are of one group, and yet not the same.
        let both = !one.is_empty() && !two.is_empty() && left.len().max(right.len()) <= 2;
        if one != two || both {
            return Some(Told::new(Kind::Strength, Weight::GREAT));
        }
        let opposite = |(class, ..): &(Class, usize, usize)| match class {
            Class::Opposite(number, second) => {
                theirs.iter().any(|(class, ..)| *class == Class::Opposite(*number, !second))
            }
            _ => false,
        };
        if own.iter().any(opposite) {
            return Some(Told::new(Kind::Wording, Weight::GREAT));
        }
        let person = |classes: &[(Class, usize, usize)]| classes.iter().any(|(class, ..)| *class == Class::Third);
        let alone = left.len() == 1 && right.len() == 1;
        (alone && person(&own) && person(&theirs)).then_some(Told::new(Kind::Wording, Weight::MUCH))
    }

    /// Other names, or other titles.
    fn naming(&self, base: &Run<'_>, other: &Run<'_>) -> Option<Told> {
        let names = |run: &Run<'_>| run.words().iter().filter(|word| self.is_name(word)).count();
        let content = |run: &Run<'_>| run.words().iter().filter(|word| !word.common).count();
        let named = |run: &Run<'_>| names(run) > 0 && names(run) * 2 >= content(run);
        let titled = |run: &Run<'_>, lists: &Lists| {
            let classes = classes(lists, run.words());
            classes.iter().any(|(class, ..)| matches!(class, Class::Title | Class::Honorific))
        };
        let (one, two) = (titled(base, self.base_lists), titled(other, self.other_lists));
        let short = base.words().len().max(other.words().len()) <= 8;
        if !short {
            return None;
        }
        if named(base) && named(other) && !(one && two && names(base) == 0) {
            return Some(Told::new(Kind::Name, Weight::GREAT));
        }
        let titles = one && (two || named(other)) || two && named(base);
        titles.then_some(Told::new(Kind::Name, Weight::MUCH))
    }

    /// Tells what becomes of numbers: another number, the same less or more exact, or only written otherwise.
    fn figures(&self, base: &Run<'_>, other: &Run<'_>, b: &Range<usize>, o: &Range<usize>) -> Option<Told> {
        let (left, right) = (touched(&self.base_figures, b), touched(&self.other_figures, o));
        let sure = |figures: &[&Figure]| figures.iter().any(|figure| !figure.weak);
        if left.is_empty() || right.is_empty() || !(sure(&left) || sure(&right)) {
            return None;
        }
        let found = |figure: &&Figure, others: &[&Figure]| others.iter().any(|other| figure.agrees(other));
        let all = left.iter().all(|figure| found(figure, &right)) && right.iter().all(|figure| found(figure, &left));
        if !all {
            return Some(Told::new(Kind::Number, Weight::UTMOST));
        }
        let limits = |figures: &[&Figure]| figures.iter().map(|figure| figure.exactness).collect::<Vec<_>>();
        if limits(&left) != limits(&right) {
            return Some(Told::new(Kind::Strength, Weight::GREAT));
        }
        let words = |run: &Run<'_>, side: &Range<usize>, figures: &[&Figure]| {
            let outside = |token: usize| !figures.iter().any(|figure| figure.whole.contains(&(side.start + token)));
            run.words().iter().filter(|word| outside(word.token - side.start) && !word.common).count()
        };
        let bare = words(base, b, &left) == 0 && words(other, o, &right) == 0;
        bare.then_some(Told::new(Kind::Spelling, Weight::SLIGHT))
    }

    /// Tells of words that say how exact a number is, where both sides have that number.
    fn exactness(&self, b: &Range<usize>, o: &Range<usize>) -> Option<Told> {
        let (left, right) = (near(&self.base_figures, b), near(&self.other_figures, o));
        let agree = left.iter().any(|one| right.iter().any(|two| one.agrees(two) && one.exactness != two.exactness));
        let whole = |figures: &[&Figure], run: &Range<usize>| {
            run.is_empty()
                || figures.iter().any(|figure| figure.whole.start <= run.start && run.end <= figure.whole.end)
        };
        (agree && whole(&left, b) && whole(&right, o)).then_some(Told::new(Kind::Strength, Weight::GREAT))
    }

    /// Tells whether a word is a name, as far as capitals tell.
    fn is_name(&self, word: &Word<'_>) -> bool {
        word.capital && !word.common && self.names().contains(&word.form_number)
    }

    /// Tells whether right beside a place there is a name that both sides have.
    fn stands_by_a_name(&self, b: &Range<usize>, o: &Range<usize>, kind: Kind) -> bool {
        let (side, run) = if kind == Kind::Cut { (self.base, b) } else { (self.other, o) };
        let named = |at: usize| {
            side.tokens.get(at).is_some_and(|token| {
                token.span().of(side.text).starts_with(char::is_uppercase) && self.names().contains(&token.form)
            })
        };
        run.start.checked_sub(1).is_some_and(named) || named(run.end)
    }
}

fn near<'f>(figures: &'f [Figure], run: &Range<usize>) -> Vec<&'f Figure> {
    let first = figures.partition_point(|figure| figure.whole.end < run.start);
    figures[first..].iter().take_while(|figure| figure.whole.start <= run.end).collect()
}

/// Returns the figure that begins with the first of some words and ends among them.
fn begun<'f>(figures: &'f [Figure], words: &[Word<'_>]) -> Option<&'f Figure> {
    let (first, last) = (words.first()?.token, words.last()?.token);
    let at = figures.partition_point(|figure| figure.tokens.start < first);
    figures.get(at).filter(|figure| figure.tokens.start == first && figure.tokens.end <= last + 1)
}

fn touched<'f>(figures: &'f [Figure], run: &Range<usize>) -> Vec<&'f Figure> {
    let first = figures.partition_point(|figure| figure.tokens.end <= run.start);
    figures[first..].iter().take_while(|figure| figure.tokens.start < run.end).collect()
}

/// Returns the forms that are names somewhere in a wording: capitals where no sentence begins; in German, where every
/// noun has one, two of them in a row or behind a title.
fn names(side: Side<'_>) -> Names {
    let lists = lists(side.language());
    let is_german = side.language() == "de";
    let mut found = Names::default();
    let mut before: Option<(u32, bool, bool)> = None;
    let mut starts = true;
    for (at, token) in side.tokens.iter().enumerate() {
        let exact = side.exact(at);
        if !token.is_word() {
            starts = starts || matches!(exact, "." | "!" | "?" | ":" | "“" | "”" | "\"" | "„" | "«" | "»" | "…");
            before = None;
            continue;
        }
        let capital = exact.starts_with(char::is_uppercase);
        let form = crate::text::form::normal_form(exact);
        let phrases = lists.phrases.beginning_with(&form);
        let is = |wanted: Class| phrases.iter().any(|(rest, class)| rest.is_empty() && *class == wanted);
        let (title, honorific) = (is(Class::Title), is(Class::Honorific));
        if honorific && let Some((last, ..)) = before {
            found.insert(last);
        }
        let (after_capital, after_title) = before.map_or((false, false), |(_, capital, title)| (capital, title));
        if capital && !token.common && !title {
            if after_title || (after_capital && !starts) || (!starts && !is_german) {
                found.insert(token.form);
            }
            if after_capital && let Some((last, _, false)) = before {
                found.insert(last);
            }
        }
        before = Some((token.form, capital && !token.common, title));
        starts = false;
    }
    found
}
