//! How wide the columns of a table are: as wide as makes its rows low.

/// What a cell holds, measured.
#[derive(Debug, Clone, Default)]
pub(super) struct Extent {
    /// How wide each of its texts is in one line, in points.
    pub(super) texts: Vec<f32>,
    /// How wide its longest word is, in points.
    pub(super) longest: f32,
}

/// What a column is widened by at a time, in points.
const STEP: f32 = 1.0;
/// Lines that end at words leave a little room at their end.
const RAGGED: f32 = 1.06;

/// The widths of the columns of these rows, which are `measure` together; texts leave `gutter` free in theirs.
///
/// Each column begins as wide as its longest word. Then what is left goes, a point at a time, to the column by which the
/// rows get lower the most, as if lines could be broken anywhere; and then whole lines are counted.
pub(super) fn widths(rows: &[Vec<Extent>], measure: f32, gutter: f32) -> Vec<f32> {
    let count = rows.iter().map(Vec::len).max().unwrap_or_default();
    let longest =
        |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|one| one.longest).fold(0.0, f32::max);
    let mut widths: Vec<f32> = (0..count).map(|column| longest(column) + gutter).collect();
    let mut left = measure - widths.iter().sum::<f32>();
    let mut table = Table::new(rows, &widths, gutter);
    while left >= STEP {
        let gains = widths.iter().enumerate().map(|(at, width)| (at, table.wider(at, width + STEP - gutter)));
        let Some((best, _)) = gains.max_by(|a, b| a.1.total_cmp(&b.1)).filter(|(_, gain)| *gain > 0.0) else { break };
        if let Some(width) = widths.get_mut(best) {
            *width += STEP;
            table.widen(best, *width - gutter);
        }
        left -= STEP;
    }
    let share = measure / (measure - left);
    let mut widths = widths.into_iter().map(|width| width * share).collect();
    settle(rows, &mut widths, gutter);
    widths
}

/// How wide each column must be for its longest word.
fn least(rows: &[Vec<Extent>], gutter: f32) -> Vec<f32> {
    let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
    let longest =
        |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|one| one.longest).fold(0.0, f32::max);
    (0..columns).map(|column| longest(column) + gutter).collect()
}

/// What one column gives to another at a time, in points.
const GIVEN: [f32; 5] = [2.0, 5.0, 10.0, 20.0, 35.0];

/// Lets columns give of their width to others as long as that saves whole lines.
fn settle(rows: &[Vec<Extent>], widths: &mut Vec<f32>, gutter: f32) {
    let least = least(rows, gutter);
    let lines = |widths: &[f32]| -> f32 {
        let row = |row: &Vec<Extent>| {
            row.iter().zip(widths).map(|(cell, width)| whole_lines(cell, width - gutter)).fold(0.0, f32::max)
        };
        rows.iter().map(row).sum()
    };
    let fits = |widths: &Vec<f32>| widths.iter().zip(&least).all(|(width, least)| width >= least);
    let columns = least.len();
    let given: Vec<(usize, usize, f32)> = (0..columns * columns)
        .map(|pair| (pair / columns, pair % columns))
        .filter(|(from, to)| from != to)
        .flat_map(|(from, to)| GIVEN.map(|points| (from, to, points)))
        .collect();
    let mut fewest = lines(widths);
    loop {
        let others = given.iter().map(|given| after(widths, *given)).filter(fits);
        let best = others.map(|other| (lines(&other), other)).min_by(|a, b| a.0.total_cmp(&b.0));
        let Some((lines, other)) = best.filter(|(lines, _)| *lines < fewest) else { return };
        (fewest, *widths) = (lines, other);
    }
}

/// The widths after one column gave so many points to another.
fn after(widths: &[f32], (from, to, points): (usize, usize, f32)) -> Vec<f32> {
    let width = |(column, width): (usize, &f32)| match column {
        column if column == from => width - points,
        column if column == to => width + points,
        _ => *width,
    };
    widths.iter().enumerate().map(width).collect()
}

fn whole_lines(cell: &Extent, width: f32) -> f32 {
    let lines = |text: &f32| if *text <= width { 1.0 } else { (RAGGED * text / width.max(1.0)).ceil().max(2.0) };
    cell.texts.iter().map(lines).sum()
}

/// How high the cells of a table are.
struct Table<'a> {
    rows: &'a [Vec<Extent>],
    /// The eighth power of each cell's height.
    cells: Vec<Vec<f32>>,
}

impl<'a> Table<'a> {
    fn new(rows: &'a [Vec<Extent>], widths: &[f32], gutter: f32) -> Self {
        let cell = |(cell, width): (&Extent, &f32)| eighth_power(height(cell, width - gutter));
        Self { rows, cells: rows.iter().map(|row| row.iter().zip(widths).map(cell).collect()).collect() }
    }

    /// By how much the rows get lower where this column's texts have so much width.
    fn wider(&self, column: usize, width: f32) -> f32 {
        let gain = |(row, cells): (&Vec<Extent>, &Vec<f32>)| {
            let (Some(cell), Some(before)) = (row.get(column), cells.get(column)) else { return 0.0 };
            let all: f32 = cells.iter().sum();
            highest(all) - highest(all - before + eighth_power(height(cell, width)))
        };
        self.rows.iter().zip(&self.cells).map(gain).sum()
    }

    fn widen(&mut self, column: usize, width: f32) {
        for (row, cells) in self.rows.iter().zip(&mut self.cells) {
            if let (Some(cell), Some(power)) = (row.get(column), cells.get_mut(column)) {
                *power = eighth_power(height(cell, width));
            }
        }
    }
}

/// How many lines a cell has, about: broken lines leave room at their ends.
fn height(cell: &Extent, width: f32) -> f32 {
    let lines = |text: &f32| if *text <= width { 1.0 } else { RAGGED * text / width.max(1.0) };
    cell.texts.iter().map(lines).sum()
}

fn eighth_power(value: f32) -> f32 {
    value.powi(8)
}

/// Of the sum of the eighth powers of the cells of a row, about the highest one: never flat, as a maximum would be.
fn highest(sum: f32) -> f32 {
    sum.max(0.0).sqrt().sqrt().sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(text: f32) -> Extent {
        Extent { texts: vec![text], longest: text.min(30.0) }
    }

    #[test]
    fn where_there_is_room_every_text_has_its_line() {
        let rows = [vec![cell(50.0), cell(20.0), cell(200.0)], vec![cell(10.0), cell(40.0), cell(100.0)]];
        let widths = widths(&rows, 330.0, 8.0);
        assert!((widths.iter().sum::<f32>() - 330.0).abs() < 0.1, "{widths:?}");
        assert!(widths[0] >= 58.0 && widths[1] >= 48.0 && widths[2] >= 208.0, "{widths:?}");
    }

    #[test]
    fn a_column_gives_room_to_another_that_needs_little_for_one_line() {
        // The heads would like more than their column needs, and the last text is a little too long.
        let head = |text| Extent { texts: vec![text], longest: 40.0 };
        let mut rows = vec![vec![head(90.0), head(90.0), head(50.0)]];
        rows.extend((0..2).map(|_| vec![head(60.0), head(60.0), head(160.0)]));
        let widths = widths(&rows, 330.0, 8.0);
        assert!(widths[2] >= 168.0 && widths[0] >= 68.0 && widths[1] >= 68.0, "{widths:?}");
    }

    #[test]
    fn where_there_is_none_the_longest_text_takes_most_and_no_word_is_broken() {
        let rows = [vec![cell(30.0), cell(400.0), cell(100.0)]];
        let widths = widths(&rows, 200.0, 8.0);
        assert!((widths.iter().sum::<f32>() - 200.0).abs() < 0.1, "{widths:?}");
        assert!(widths[0] >= 37.9 && widths[1] > 2.0 * widths[2] && widths[2] >= 38.0, "{widths:?}");
    }
}
