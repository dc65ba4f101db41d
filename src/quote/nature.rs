//! Whether a name or a noun stands for a person, a body, several, or a place: by what stands beside it.

use super::Gender;
use super::cues::{Class, is_given};
use super::scene::{Name, Scene};

/// What a name or a noun may stand for, as far as it decides which pronoun means it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// A person.
    Person,
    /// A body or thing that speaks.
    Body,
    /// Several persons.
    Several,
    /// A name that may be a person's, as far as we know.
    Perhaps,
    /// Something that no pronoun stands for: a place, or what we know nothing of.
    Other,
}

/// What tells whether a name is a person's.
#[derive(Default)]
pub struct Signs {
    /// How often something beside it says that it is.
    person: usize,
    /// How often it is a given name and no more.
    given: usize,
    /// How often its own words say that it is a body's.
    body: usize,
    /// How often an article stands before it.
    determined: usize,
    /// How often it stands where places stand.
    place: usize,
    /// Whether it is of several words, or the last of several.
    full: bool,
    /// Whether it says something.
    speaks: bool,
}

impl Signs {
    /// Adds what a mention of the name tells; `longer` where the document has a longer form of it.
    pub fn add(&mut self, scene: &Scene<'_>, name: &Name, longer: bool) {
        let before = name.first.checked_sub(1);
        let bare = scene.token_at(name.span.start);
        let titled = (name.first..bare).any(|at| scene.is(at, Class::TITLE.and(Class::MR).and(Class::MRS)));
        let titled = titled && !is_owner(scene, name);
        let trade = before.is_some_and(|at| is_personal(scene, at)) && !is_owner(scene, name);
        let words = name.span.of(&scene.document.text);
        let given = is_given(&words.split(char::is_whitespace).next().unwrap_or("").to_lowercase());
        let full = words.contains(char::is_whitespace);
        let person = titled || trade || given && full || is_apposed(scene, name);
        // Many a place has a given name.
        self.given += usize::from(given && !person);
        let determined = before.is_some_and(|at| scene.is(at, Class::DET));
        self.person += usize::from(person);
        self.body += usize::from(name.body && !determined && !person);
        self.determined += usize::from(determined && !person);
        self.place += usize::from(!name.owns && before.is_some_and(|at| scene.is(at, Class::PLACE)));
        self.full |= longer || full;
        self.speaks |= scene.is(name.end, Class::SAY) || before.is_some_and(|at| scene.is(at, Class::SAY));
    }

    /// Returns what the name stands for, as far as all its mentions tell.
    pub fn sort(&self) -> Sort {
        if self.person > self.body || self.given > self.body + self.determined + self.place {
            Sort::Person
        } else if self.body + self.determined > 0 {
            if self.place > self.body + self.determined { Sort::Other } else { Sort::Body }
        } else if (self.full || self.speaks) && self.place == 0 {
            Sort::Perhaps
        } else {
            Sort::Other
        }
    }
}

/// "NAME, the mayor" · "NAME, 36," · "the mayor of Brenn, NAME,"
fn is_apposed(scene: &Scene<'_>, name: &Name) -> bool {
    let behind = scene.is_any(name.end, &[","]);
    let age = scene.word(name.end + 1).chars().all(|c| c.is_ascii_digit()) && scene.is_any(name.end + 2, &[","]);
    let office = (name.end + 1..name.end + 4).any(|at| is_personal(scene, at));
    let comma = name.first.checked_sub(1).filter(|at| scene.is_any(*at, &[","]));
    let described = comma.is_some_and(|comma| {
        let part = (comma.saturating_sub(6)..comma).rev().take_while(|at| !scene.is_mark(*at));
        part.filter(|at| *at > 0 && scene.is(at - 1, Class::DET)).any(|at| is_personal(scene, at))
    });
    behind && (age || office) || described
}

/// "der Minister Ruritaniens, NAME": who is meant stands behind the comma.
pub fn is_owner(scene: &Scene<'_>, name: &Name) -> bool {
    let bare = scene.token_at(name.span.start);
    let office = (name.first.saturating_sub(1)..bare).any(|at| is_personal(scene, at));
    let single = name.end - bare == 1 && scene.nouns_rise;
    office && single && scene.is_any(name.end, &[","]) && scene.name_at(name.end + 1).is_some()
}

/// Tells what a noun is for that speaks.
pub fn nature(scene: &Scene<'_>, head: usize) -> (Sort, Option<Gender>) {
    if is_personal(scene, head) {
        let gender = match (scene.is(head, Class::ROLE_F), scene.is(head, Class::ROLE_M)) {
            (true, false) => Some(Gender::She),
            (false, true) => Some(Gender::He),
            _ => None,
        };
        return (Sort::Person, gender);
    }
    let one = scene.form(head).strip_suffix('s').map(|one| scene.cues.class(one));
    let several = one.is_some_and(|class| class.is(Class::ROLE));
    (if several { Sort::Several } else { Sort::Body }, None)
}

/// Nouns for one person.
const PERSONAL: Class =
    Class::TITLE.and(Class::MR).and(Class::MRS).and(Class::ROLE_F).and(Class::ROLE_M).and(Class::PERSON);

fn is_personal(scene: &Scene<'_>, at: usize) -> bool {
    scene.is(at, PERSONAL) && scene.is(at, Class::ROLE)
}
