//! Work that threads share, that can be watched while it goes on, and that can be given up.

use std::num::NonZero;
use std::ops::Range;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

/// The work was given up before its end, because somebody asked for that.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the work was given up")]
pub struct GivenUp;

/// What a piece of work is at: a part of the whole, in percent, with steps inside.
///
/// The parts follow each other from 0 to 100; how they are chosen decides only how evenly the figure rises.
#[derive(Debug)]
pub struct Work {
    threads: NonZero<usize>,
    given_up: AtomicBool,
    /// What is being done, in words.
    what: Mutex<String>,
    /// The percent at which the part begins, and how many percent it has.
    from: AtomicUsize,
    part: AtomicUsize,
    /// The steps of the part, and how many of them are done.
    steps: AtomicUsize,
    done: AtomicUsize,
}

impl Default for Work {
    /// Work on as many threads as the machine runs at a time.
    fn default() -> Self {
        Work::on(thread::available_parallelism().unwrap_or(NonZero::<usize>::MIN))
    }
}

impl Work {
    /// Begins work on a number of threads. What comes out of it does not depend on the number.
    pub fn on(threads: NonZero<usize>) -> Self {
        let none = || AtomicUsize::new(0);
        let given_up = AtomicBool::new(false);
        Work { threads, given_up, what: Mutex::default(), from: none(), part: none(), steps: none(), done: none() }
    }

    /// Asks for the work to be given up; it ends soon, with [`GivenUp`].
    pub fn give_up(&self) {
        self.given_up.store(true, Ordering::Relaxed);
    }

    /// Goes on if nobody asked for the work to be given up.
    ///
    /// # Errors
    ///
    /// [`GivenUp`] where somebody did.
    pub fn go_on(&self) -> Result<(), GivenUp> {
        if self.given_up.load(Ordering::Relaxed) { Err(GivenUp) } else { Ok(()) }
    }

    /// Says what is being done from now on, for those who wait.
    pub fn tell(&self, what: &str) {
        // Words that a panic has left behind are as good as any.
        *self.what.lock().unwrap_or_else(PoisonError::into_inner) = what.to_owned();
    }

    /// Returns what is being done, and how much of it is done: `Comparing 3 sources … 34 %`.
    pub fn line(&self) -> String {
        let what = self.what.lock().unwrap_or_else(PoisonError::into_inner);
        format!("{what} … {} %", self.percent())
    }

    /// Begins a part of the whole, from one percent to another.
    pub fn begin(&self, percent: Range<usize>) {
        self.steps.store(0, Ordering::Relaxed);
        self.done.store(0, Ordering::Relaxed);
        self.from.store(percent.start, Ordering::Relaxed);
        self.part.store(percent.len(), Ordering::Relaxed);
    }

    /// Returns how much is done, in percent; it may fall short, and is only for showing.
    pub fn percent(&self) -> usize {
        let load = |number: &AtomicUsize| number.load(Ordering::Relaxed);
        let (done, steps) = (load(&self.done), load(&self.steps).max(1));
        (load(&self.from) + load(&self.part) * done.min(steps) / steps).min(100)
    }

    /// Does something for each item of a list, shared among the threads, and returns what came of it in the order of
    /// the list.
    ///
    /// # Errors
    ///
    /// [`GivenUp`] where somebody asked for that.
    pub fn each<T: Sync, R: Send>(&self, items: &[T], act: impl Fn(&T) -> R + Sync) -> Result<Vec<R>, GivenUp> {
        self.in_runs(items.len(), 1, |run| items[run].iter().map(&act).collect())
    }

    /// Does something for the numbers below a limit, in runs of a length that are shared among the threads; each run
    /// returns a list, and the lists are joined in the order of the numbers.
    ///
    /// # Errors
    ///
    /// [`GivenUp`] where somebody asked for that.
    pub fn in_runs<R: Send>(
        &self,
        limit: usize,
        length: usize,
        act: impl Fn(Range<usize>) -> Vec<R> + Sync,
    ) -> Result<Vec<R>, GivenUp> {
        let runs = limit.div_ceil(length);
        self.done.store(0, Ordering::Relaxed);
        self.steps.store(runs, Ordering::Relaxed);
        let next = AtomicUsize::new(0);
        let take = || {
            let mut own = Vec::new();
            loop {
                let run = next.fetch_add(1, Ordering::Relaxed);
                if run >= runs || self.go_on().is_err() {
                    return own;
                }
                own.push((run, act(run * length..limit.min((run + 1) * length))));
                self.done.fetch_add(1, Ordering::Relaxed);
            }
        };
        let helpers = self.threads.get().min(runs).saturating_sub(1);
        let mut found = thread::scope(|scope| {
            let helpers: Vec<_> = (0..helpers).map(|_| scope.spawn(take)).collect();
            let mut found = take();
            for helper in helpers {
                match helper.join() {
                    Ok(own) => found.extend(own),
                    Err(panic) => std::panic::resume_unwind(panic),
                }
            }
            found
        });
        self.go_on()?;
        found.sort_unstable_by_key(|(run, _)| *run);
        let mut joined = Vec::with_capacity(found.iter().map(|(_, list)| list.len()).sum());
        found.into_iter().for_each(|(_, list)| joined.extend(list));
        Ok(joined)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_is_that_of_the_list_on_any_number_of_threads() {
        let items: Vec<usize> = (0..1000).collect();
        for threads in [1, 2, 3, 7] {
            let work = Work::on(NonZero::new(threads).expect("a thread at least"));
            assert_eq!(work.each(&items, |item| item * 2), Ok(items.iter().map(|item| item * 2).collect()));
            assert_eq!(work.in_runs(1000, 64, Range::collect), Ok(items.clone()));
        }
    }

    #[test]
    fn work_that_is_given_up_ends_without_an_outcome() {
        let work = Work::default();
        let found = work.each(&[1, 2, 3], |_| work.give_up());
        assert_eq!(found, Err(GivenUp));
        assert_eq!(work.each(&[(); 0], |()| ()), Err(GivenUp));
    }

    #[test]
    fn the_percent_rises_inside_its_part() {
        let work = Work::on(NonZero::<usize>::MIN);
        work.begin(40..60);
        assert_eq!(work.percent(), 40);
        let seen = work.each(&[(); 4], |()| work.percent());
        assert_eq!(seen, Ok(vec![40, 45, 50, 55]));
        assert_eq!(work.percent(), 60);
    }
}
