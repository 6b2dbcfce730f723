//! Enums with fixed names: in the API, in CSV, in the database.

/// Gives an enum its names: a table of them, `name`, and parsing that says what would have been taken.
macro_rules! named {
    ($enum:ident { $($variant:ident = $name:literal),+ $(,)? }) => {
        impl $enum {
            /// Every value.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// Its name in the API, in CSV and in the database.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name),+
                }
            }
        }

        impl std::str::FromStr for $enum {
            type Err = $crate::domain::fault::Refusal;

            fn from_str(name: &str) -> Result<Self, Self::Err> {
                match name {
                    $($name => Ok(Self::$variant),)+
                    _ => Err($crate::domain::fault::Refusal::OneOf { allowed: [$($name),+].into_iter().collect() }),
                }
            }
        }

        impl TryFrom<String> for $enum {
            type Error = $crate::domain::fault::Refusal;

            fn try_from(name: String) -> Result<Self, Self::Error> {
                name.parse()
            }
        }
    };
}

pub(crate) use named;

#[cfg(test)]
mod tests {
    use serde_json::to_value;

    use crate::domain::{
        event::Category,
        measure::{Condition, Polarity},
        questionnaire::Questionnaire,
        record::Kind,
        treatment::{DoseUnit, Route},
    };

    #[test]
    fn names_are_the_same_wherever_they_are_written() {
        macro_rules! check {
            ($($enum:ty),+) => {$(
                for value in <$enum>::ALL {
                    assert_eq!(to_value(value).unwrap(), value.name());
                    assert_eq!(value.name().parse::<$enum>().unwrap(), *value);
                }
            )+};
        }
        check!(Category, Condition, DoseUnit, Kind, Polarity, Questionnaire, Route);
    }
}
