//! What is done to a cell before it is a score.

use std::collections::BTreeMap;

use super::cells::Figure;

/// What is done to a cell before it is a score.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// What a figure is multiplied by first.
    factor: f64,
    /// What is added to it then.
    offset: f64,
    /// The scores of words, as they are written.
    words: BTreeMap<String, i32>,
}

impl Change {
    /// Of what follows a role: `factor=50`, `offset=50`, or a word and its score, `low=2`; `None` when one of them is
    /// none of these, or a word has two scores.
    pub fn read<'a>(parts: impl Iterator<Item = &'a str>) -> Option<Self> {
        let mut change = Self { factor: 1.0, offset: 0.0, words: BTreeMap::new() };
        for part in parts {
            let (name, value) = part.rsplit_once('=')?;
            match name.trim() {
                "factor" => change.factor = value.trim().parse().ok().filter(|factor: &f64| factor.is_normal())?,
                "offset" => change.offset = value.trim().parse().ok().filter(|offset: &f64| offset.is_finite())?,
                word => {
                    let score = value.trim().parse().ok()?;
                    let before = change.words.insert(word.to_owned(), score);
                    before.is_none_or(|before| before == score).then_some(())?;
                }
            }
        }
        Some(change)
    }

    /// The figure of a cell.
    pub fn figure(&self, cell: &str) -> Option<Figure> {
        let word = self.word(cell.trim()).map(|score| Figure(f64::from(score)));
        word.or_else(|| Figure::read(cell).map(|Figure(figure)| Figure(figure * self.factor + self.offset)))
    }

    /// The score of a word: as it is written; else, whatever its letters' case, where that means one score alone.
    fn word(&self, cell: &str) -> Option<i32> {
        if let Some(score) = self.words.get(cell) {
            return Some(*score);
        }
        let lower = cell.to_lowercase();
        let mut alike = self.words.iter().filter(|(word, _)| word.to_lowercase() == lower).map(|(_, score)| *score);
        let first = alike.next()?;
        alike.all(|other| other == first).then_some(first)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure(told: &[&str], cell: &str) -> Option<f64> {
        Change::read(told.iter().copied()).and_then(|change| change.figure(cell)).map(|figure| figure.0)
    }

    #[test]
    fn a_word_has_the_score_of_its_own_spelling_first() {
        let both = ["low=3", "LOW=1"];
        assert_eq!([figure(&both, "low"), figure(&both, "LOW"), figure(&both, "Low")], [Some(3.0), Some(1.0), None]);
        assert_eq!(figure(&["low=3"], " Low "), Some(3.0));
        assert_eq!(figure(&["low=3", "LOW=3"], "Low"), Some(3.0));
        assert_eq!(figure(&["low=3", "low=1"], "low"), None);
    }

    #[test]
    fn figures_are_multiplied_and_then_moved() {
        assert_eq!(figure(&["factor=50", "offset=50"], "0,5"), Some(75.0));
        assert_eq!(figure(&["factor=0"], "1"), None);
        assert_eq!(figure(&["low"], "low"), None);
    }
}
