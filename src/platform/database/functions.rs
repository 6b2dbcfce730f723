//! Functions that both databases have, for statements.

use diesel::{
    define_sql_function,
    sql_types::{BigInt, Binary, Nullable},
};

define_sql_function! {
    /// How many bytes there are. PostgreSQL tells it in 32 bits, which it widens by itself.
    fn length(bytes: Nullable<Binary>) -> Nullable<BigInt>;
}

define_sql_function! {
    /// The first of both that is not null.
    fn coalesce(one: Nullable<BigInt>, other: BigInt) -> BigInt;
}
