//! How people write what was given in a treatment: its route, its dose and the blood pressure.

use crate::{
    domain::{
        fault::Refusal,
        treatment::{Dose, DoseUnit, Pressure, Route},
    },
    portability::elsewhere::numbers,
};

/// Routes by parts of words in the app's languages. What is held under the tongue may be a tablet, too: it comes first.
/// An infusion that says no more is one into a vein.
const ROUTES: [(Route, &[&str]); 7] = [
    (Route::Iv, &["intraven", "intravein", "endoven"]),
    (Route::Im, &["intramus", "intramúsc"]),
    (Route::Subcutaneous, &["subcut", "subkut", "sous-cut", "subcután", "onderhuids"]),
    (Route::Nasal, &["nasal", "nase", "spray", "spravato", "neus", "nariz", "narine"]),
    (
        Route::Sublingual,
        &[
            "subling",
            "zunge",
            "tong",
            "lengua",
            "langue",
            "língua",
            "troche",
            "lozenge",
            "lutsch",
            "zuigtablet",
            "pastil",
            "trocisco",
        ],
    ),
    (
        Route::Oral,
        &[
            "oral",
            "oraal",
            "tablet",
            "comprimi",
            "comprimé",
            "capsul",
            "cápsul",
            "gélule",
            "kapsel",
            "pill",
            "per os",
            "by mouth",
            "mund",
            "boca",
            "bouche",
            "swallow",
        ],
    ),
    (Route::Iv, &["infus", "perfusi", "infuus", "goteo", "gotejamento"]),
];
/// The same as words of their own, without dots.
const SHORT: [(Route, &[&str]); 5] = [
    (Route::Iv, &["iv", "ev"]),
    (Route::Im, &["im"]),
    (Route::Subcutaneous, &["sc", "sq", "subq"]),
    (Route::Sublingual, &["sl"]),
    (Route::Oral, &["po", "vo"]),
];

/// Units, each with how much of the journal's unit it is.
const UNITS: [(&[&str], DoseUnit, f64); 6] = [
    (
        &[
            "mg",
            "milligram",
            "milligramm",
            "milligrams",
            "milligramme",
            "milligrammes",
            "miligramo",
            "miligramos",
            "miligrama",
            "miligramas",
        ],
        DoseUnit::Milligram,
        1.0,
    ),
    (
        &["mg/kg", "mg per kg", "mg pro kg", "mg je kg", "mg por kg", "mg par kg", "mg/kilo"],
        DoseUnit::MilligramPerKilogram,
        1.0,
    ),
    (&["µg", "μg", "mcg", "ug"], DoseUnit::Milligram, 0.001),
    (&["µg/kg", "μg/kg", "mcg/kg", "ug/kg"], DoseUnit::MilligramPerKilogram, 0.001),
    (&["g", "gram", "gramm", "grams"], DoseUnit::Milligram, 1000.0),
    (&["g/kg"], DoseUnit::MilligramPerKilogram, 1000.0),
];

/// A unit, and how much of the journal's own it is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Unit {
    of: DoseUnit,
    times: f64,
}

impl Unit {
    /// Milligrams.
    pub const MILLIGRAM: Self = Self { of: DoseUnit::Milligram, times: 1.0 };
    /// Milligrams for each kilogram of body weight.
    pub const PER_KILOGRAM: Self = Self { of: DoseUnit::MilligramPerKilogram, times: 1.0 };

    /// Reads one: `mg`, `mg / kg`, `µg`.
    ///
    /// # Errors
    /// When it is none that a dose can be kept in.
    pub fn read(text: &str) -> Result<Self, Refusal> {
        let text = text.trim().trim_end_matches('.').to_lowercase().replace(" /", "/").replace("/ ", "/");
        let known = UNITS.iter().find(|(names, ..)| names.contains(&text.as_str()));
        known.map(|(_, of, times)| Self { of: *of, times: *times }).ok_or(Refusal::TableDoseUnit)
    }

    /// The unit that the name of a column tells, as `Dose (mg/kg)` does.
    pub fn in_name(name: &str) -> Option<Self> {
        let name = name.to_lowercase();
        let words: Vec<&str> = name.split(|c: char| !c.is_alphanumeric() && c != '/').collect();
        let joined = words.join(" ");
        if joined.contains("mg/kg") || joined.contains("mg per kg") || joined.contains("mg pro kg") {
            return Some(Self::PER_KILOGRAM);
        }
        words.iter().find_map(|word| Self::read(word).ok())
    }
}

/// A route in words: `IV infusion`, `i.m.`, `Nasenspray`.
///
/// # Errors
/// When it is none that is known.
pub fn route(cell: &str) -> Result<Route, Refusal> {
    let cell = cell.trim().to_lowercase();
    if let Ok(route) = cell.parse() {
        return Ok(route);
    }
    if cell == "in" {
        return Ok(Route::Nasal);
    }
    let without_dots = cell.replace('.', "");
    let words = || without_dots.split(|c: char| !c.is_alphanumeric());
    let by_part = ROUTES.iter().find(|(_, parts)| parts.iter().any(|part| cell.contains(part)));
    let by_word = || SHORT.iter().find(|(_, names)| words().any(|word| names.contains(&word)));
    by_part
        .or_else(by_word)
        .map(|(route, _)| *route)
        .ok_or_else(|| Refusal::OneOf { allowed: Route::ALL.iter().map(|route| route.name()).collect() })
}

/// `0.5 mg/kg`, `40mg`, `1.000 mg`, or a figure in the unit that stands elsewhere. `decimal` is the sign that other
/// doses of the table have before their decimals.
///
/// # Errors
/// When it has no figure, no unit anywhere, or one unit in the cell and another beside it.
pub fn dose(cell: &str, beside: Option<Unit>, decimal: Option<char>) -> Result<Dose, Refusal> {
    let figure = figure(cell);
    let written = cell.get(figure.len()..).unwrap_or_default().trim();
    let unit = match (written, beside) {
        ("", beside) => beside.ok_or(Refusal::FileDose)?,
        (written, beside) => {
            let own = Unit::read(written).map_err(|_| Refusal::FileDose)?;
            if beside.is_some_and(|beside| beside != own) {
                return Err(Refusal::FileDose);
            }
            own
        }
    };
    let amount = amount(figure, unit.of, decimal).ok_or(Refusal::FileDose)?;
    Ok(Dose { amount: Dose::amount(amount * unit.times)?, unit: unit.of })
}

/// The figure that a cell begins with, with its signs.
fn figure(cell: &str) -> &str {
    let end = cell.find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ','));
    cell.get(..end.unwrap_or(cell.len())).unwrap_or_default()
}

/// Three figures behind a sign may be decimals, or hundreds behind a thousand: of `mg/kg` they are decimals; of `mg` they
/// are a thousand's, unless the table writes its decimals so.
fn amount(figure: &str, unit: DoseUnit, decimal: Option<char>) -> Option<f64> {
    let signs: Vec<char> = figure.chars().filter(|c| matches!(c, '.' | ',')).collect();
    let last = figure.rsplit(['.', ',']).next().unwrap_or_default();
    let whole = figure.split(['.', ',']).next().unwrap_or_default();
    let may_group = last.len() == 3 && (1..=3).contains(&whole.len()) && !whole.starts_with('0');
    let groups = match signs.as_slice() {
        [sign] if may_group && unit == DoseUnit::Milligram => {
            if decimal == Some(*sign) {
                return None;
            }
            Some(*sign)
        }
        [first, second] if first != second => Some(*first),
        _ => None,
    };
    let plain = groups.map_or_else(|| figure.to_owned(), |sign| figure.replace(sign, ""));
    numbers::decimal(&plain)
}

/// The sign before decimals, where these doses tell it by decimals that are not three.
pub fn decimal_sign<'a>(cells: impl IntoIterator<Item = &'a str>) -> Option<char> {
    cells.into_iter().find_map(|cell| {
        let figure = figure(cell);
        let at = figure.rfind(['.', ','])?;
        let decimals = figure.len() - at - 1;
        let sure = !matches!(decimals, 0 | 3) || figure.starts_with("0.") || figure.starts_with("0,");
        sure.then(|| figure.get(at..)?.chars().next()).flatten()
    })
}

/// `120/80`, `120 / 80 mmHg`, `120-80`.
///
/// # Errors
/// When it is not two figures from 30 to 300.
pub fn pressure(cell: &str) -> Result<Pressure, Refusal> {
    let cell = cell.trim().trim_end_matches(|c: char| c.is_alphabetic() || c.is_whitespace() || matches!(c, '[' | ']'));
    let (systolic, diastolic) = cell.split_once(['/', '-']).ok_or(Refusal::TablePressure)?;
    let read = |figure: &str| figure.trim().parse().ok().filter(|figure| (30..=300).contains(figure));
    match (read(systolic), read(diastolic)) {
        (Some(systolic), Some(diastolic)) => Ok(Pressure { systolic, diastolic }),
        _ => Err(Refusal::TablePressure),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn routes_are_known_by_the_words_of_six_languages() {
        use Route::{Im, Iv, Nasal, Oral, Subcutaneous, Sublingual};
        for (route_of, cells) in [
            (Iv, ["Infusion", "i.v.", "IV", "intravenös", "perfusion intraveineuse", "infusión", "infuus"]),
            (Im, ["IM", "i.m.", "intramuskulär", "intramuscular", "intramusculaire", "Injektion (i.m.)", "IM shot"]),
            (Nasal, ["Nasenspray", "nasal spray", "intranasal", "spray nasal", "neusspray", "Spravato", "IN"]),
            (Oral, ["oral", "Tablette", "comprimido", "comprimé", "oraal", "p.o.", "cápsula"]),
            (
                Sublingual,
                ["sublingual", "troche", "Lozenge", "Lutschtablette", "SL", "pastille", "debajo de la lengua"],
            ),
            (Subcutaneous, ["s.c.", "subkutan", "subcutaneous", "subcutánea", "sous-cutanée", "subcutaan", "SQ"]),
        ] {
            for cell in cells {
                assert_eq!(route(cell), Ok(route_of), "{cell}");
            }
        }
        assert_eq!(route("other"), Ok(Route::Other));
        assert!(route("somehow").is_err());
    }

    #[test]
    fn doses_have_their_unit_in_the_cell_or_beside_it() {
        let read = |cell, beside, decimal| {
            let dose = dose(cell, beside, decimal).ok()?;
            Some((dose.amount, dose.unit.name()))
        };
        for (cell, expected) in [
            ("40 mg", (40.0, "mg")),
            ("40mg", (40.0, "mg")),
            ("0,5 mg/kg", (0.5, "mg/kg")),
            ("0.5 mg / kg", (0.5, "mg/kg")),
            ("1.000 mg", (1000.0, "mg")),
            ("1,000 mg", (1000.0, "mg")),
            ("1.000,5 mg", (1000.5, "mg")),
            ("1.000 mg/kg", (1.0, "mg/kg")),
            ("0.125 mg", (0.125, "mg")),
            ("500 µg", (0.5, "mg")),
            ("1 g", (1000.0, "mg")),
        ] {
            assert_eq!(read(cell, None, None), Some(expected), "{cell}");
        }
        assert_eq!(read("1.000 mg", None, Some('.')), None, "it may be one or a thousand");
        assert_eq!(read("1.000 mg", None, Some(',')), Some((1000.0, "mg")));
        assert_eq!(read("0.5", Some(Unit::PER_KILOGRAM), None), Some((0.5, "mg/kg")));
        assert_eq!(read("40 mg", Some(Unit::MILLIGRAM), None), Some((40.0, "mg")));
        for (cell, beside) in [("40", None), ("40 mg", Some(Unit::PER_KILOGRAM)), ("2 sprays", None), ("mg", None)] {
            assert_eq!(read(cell, beside, None), None, "{cell}");
        }
        assert_eq!(decimal_sign(["1.000 mg", "0,5 mg/kg"]), Some(','));
        assert_eq!(decimal_sign(["1.000 mg", "40"]), None);
    }

    #[test]
    fn units_stand_in_names_of_columns_too() {
        assert_eq!(Unit::in_name("Dose (mg/kg)"), Some(Unit::PER_KILOGRAM));
        assert_eq!(Unit::in_name("dose_mg_per_kg"), Some(Unit::PER_KILOGRAM));
        assert_eq!(Unit::in_name("Dosis mg"), Some(Unit::MILLIGRAM));
        assert_eq!(Unit::in_name("Dose"), None);
        assert_eq!(Unit::read("ml"), Err(Refusal::TableDoseUnit));
    }

    #[test]
    fn blood_pressures_have_two_figures() {
        for cell in ["120/80", "120 / 80 mmHg", "120-80", "120/80 mm Hg"] {
            assert_eq!(pressure(cell), Ok(Pressure { systolic: 120, diastolic: 80 }), "{cell}");
        }
        for cell in ["120", "x/80", "120/8", "", "mmHg"] {
            assert_eq!(pressure(cell), Err(Refusal::TablePressure), "{cell}");
        }
    }
}
