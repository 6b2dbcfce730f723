//! A table as the file describes it, and the statements that move its rows.

use diesel::{
    QueryableByName, RunQueryDsl, SqliteConnection, sql_query,
    sql_types::{BigInt, Text},
};
use serde_json::Value;

use super::NotMoved;

/// A table, its columns, and which of them are its key.
pub struct Table {
    /// Its name.
    pub name: String,
    columns: Vec<Column>,
    /// The places of the key's columns, in the key's order.
    key: Vec<usize>,
}

struct Column {
    name: String,
    kind: Kind,
}

/// What both databases have.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Text,
    Integer,
    Bytes,
}

#[derive(QueryableByName)]
struct Described {
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    kind: String,
    /// The place in the key, from 1; 0 for what is not of the key.
    #[diesel(sql_type = BigInt)]
    place: i64,
}

#[derive(QueryableByName)]
struct Named {
    #[diesel(sql_type = Text)]
    name: String,
}

/// Every table but the migrations' own, those that others refer to first.
pub fn in_order(source: &mut SqliteConnection) -> Result<Vec<Table>, NotMoved> {
    let named = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite~_%' ESCAPE '~' \
                 AND name <> '__diesel_schema_migrations' ORDER BY name";
    let mut waiting: Vec<(Table, Vec<String>)> = Vec::new();
    for Named { name } in sql_query(named).load(source)? {
        let referred = sql_query("SELECT DISTINCT \"table\" AS name FROM pragma_foreign_key_list(?)")
            .bind::<Text, _>(&name)
            .load::<Named>(source)?;
        waiting.push((Table::described(source, name)?, referred.into_iter().map(|one| one.name).collect()));
    }
    let mut ordered: Vec<Table> = Vec::new();
    while !waiting.is_empty() {
        let is_there = |name: &String| ordered.iter().any(|table| table.name == *name);
        let ready = waiting
            .iter()
            .position(|(table, referred)| referred.iter().all(|name| *name == table.name || is_there(name)));
        let Some(ready) = ready else {
            return Err(NotMoved::Unknown(waiting.remove(0).0.name, "circle of references".to_owned()));
        };
        ordered.push(waiting.remove(ready).0);
    }
    Ok(ordered)
}

impl Table {
    fn described(source: &mut SqliteConnection, name: String) -> Result<Self, NotMoved> {
        let described: Vec<Described> =
            sql_query("SELECT name, upper(type) AS kind, pk AS place FROM pragma_table_info(?) ORDER BY cid")
                .bind::<Text, _>(&name)
                .load(source)?;
        let mut key: Vec<(i64, usize)> = Vec::new();
        let mut columns = Vec::new();
        for (index, Described { name: column, kind, place }) in described.into_iter().enumerate() {
            let kind = match kind.as_str() {
                "TEXT" => Kind::Text,
                "BIGINT" => Kind::Integer,
                "BYTEA" => Kind::Bytes,
                other => return Err(NotMoved::Unknown(name, format!("column of the kind {other}"))),
            };
            if place > 0 && kind == Kind::Bytes {
                return Err(NotMoved::Unknown(name, "key of bytes".to_owned()));
            }
            if place > 0 {
                key.push((place, index));
            }
            columns.push(Column { name: column, kind });
        }
        if key.is_empty() {
            return Err(NotMoved::Unknown(name, "missing key".to_owned()));
        }
        key.sort_unstable();
        Ok(Self { name, columns, key: key.into_iter().map(|(_, index)| index).collect() })
    }

    fn listed(&self, column: impl Fn(usize, &Column) -> String) -> String {
        self.columns.iter().enumerate().map(|(index, one)| column(index, one)).collect::<Vec<_>>().join(", ")
    }

    fn key(&self) -> String {
        self.key
            .iter()
            .filter_map(|index| self.columns.get(*index))
            .map(|one| one.name.as_str())
            .collect::<Vec<_>>()
            .join(", ")
    }

    /// A row as a JSON array, its bytes in hexadecimal.
    pub fn as_json_in_sqlite(&self) -> String {
        let values = self.listed(|_, Column { name, kind }| match kind {
            Kind::Bytes => format!("CASE WHEN {name} IS NULL THEN NULL ELSE lower(hex({name})) END"),
            Kind::Text | Kind::Integer => name.clone(),
        });
        format!("json_array({values})")
    }

    /// The same in PostgreSQL.
    pub fn as_json_in_postgres(&self) -> String {
        let values = self.listed(|_, Column { name, kind }| match kind {
            Kind::Bytes => format!("encode({name}, 'hex')"),
            Kind::Text | Kind::Integer => name.clone(),
        });
        format!("json_build_array({values})::text")
    }

    /// Inserts, on PostgreSQL, what a bound JSON array of such rows holds.
    pub fn insert_from_json(&self) -> String {
        let names = self.listed(|_, column| column.name.clone());
        let values = self.listed(|index, column| match column.kind {
            Kind::Text => format!("sent ->> {index}"),
            Kind::Integer => format!("(sent ->> {index})::bigint"),
            Kind::Bytes => format!("decode(sent ->> {index}, 'hex')"),
        });
        format!("INSERT INTO {} ({names}) SELECT {values} FROM json_array_elements($1::json) AS rows (sent)", self.name)
    }

    /// Reads so many rows in order of their keys; after a bound key, or from the first on.
    pub fn page(&self, as_json: &str, after: bool, rows: usize) -> String {
        let key = self.key();
        // Both databases know placeholders by number.
        let place = |(at, column): (usize, &usize)| match self.columns.get(*column).map(|column| &column.kind) {
            Some(Kind::Integer) => format!("CAST(${} AS BIGINT)", at + 1),
            _ => format!("${}", at + 1),
        };
        let places: Vec<String> = self.key.iter().enumerate().map(place).collect();
        let after = if after { format!("WHERE ({key}) > ({})", places.join(", ")) } else { String::new() };
        format!("SELECT {as_json} AS row FROM {} {after} ORDER BY {key} LIMIT {rows}", self.name)
    }

    /// The key of a row.
    pub fn key_of(&self, row: &Value) -> Result<Vec<String>, NotMoved> {
        let part = |index: &usize| match row.get(*index)? {
            Value::String(text) => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        };
        let unkeyed = || NotMoved::Unknown(self.name.clone(), "row without a key".to_owned());
        self.key.iter().map(|index| part(index).ok_or_else(unkeyed)).collect()
    }
}
