//! Where the panels of the timeline lie: side by side, row below row.

use super::{ABOVE, BELOW, GUTTER};
use crate::reports::pdf::{
    drawing::Frame,
    numbers::{count, points},
    paper::{LEFT, RIGHT},
};

/// Between two panels side by side.
const GAP: f32 = 13.0;

/// So many panels side by side, with plots so high, in points.
#[derive(Debug, Clone, Copy)]
pub(in super::super) struct Grid {
    pub(in super::super) columns: usize,
    pub(in super::super) plot: f32,
}

impl Grid {
    /// How high a panel is, with its title.
    pub(super) fn panel(self) -> f32 {
        ABOVE + self.plot + BELOW
    }

    /// How many panels have room in this height, one row of them at least.
    pub(super) fn fit(self, height: f32) -> usize {
        let mut rows = 1;
        while self.panel() * points(count(rows + 1)) <= height {
            rows += 1;
        }
        rows * self.columns
    }

    /// The plot of the panel at this place in the order of reading, in a figure that begins at `top`; it shows these
    /// values across and up.
    pub(super) fn frame(self, position: usize, top: f32, across: (f64, f64), up: (f64, f64)) -> Frame {
        let columns = points(count(self.columns));
        let wide = (RIGHT - LEFT - GAP * (columns - 1.0)) / columns;
        let left = LEFT + points(count(position % self.columns)) * (wide + GAP) + GUTTER;
        let top = top + points(count(position / self.columns)) * self.panel() + ABOVE;
        Frame { left, top, width: wide - GUTTER, height: self.plot, across, up }
    }
}
