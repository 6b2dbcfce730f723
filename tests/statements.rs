//! Distribution: no statement of the server's touches a patient's tables without naming their account, so that the
//! database can be spread over machines by that column.
//!
//! `tests/run` runs the tests over PostgreSQL with every statement written to a log, and then looks at each here.

use std::{
    collections::{BTreeMap, BTreeSet},
    env,
    fs::{self, File},
    io::{BufRead, BufReader},
    ops::ControlFlow,
};

use sqlparser::{
    ast::{
        BinaryOperator, Expr, FromTable, JoinConstraint, JoinOperator, ObjectName, Query, Select, SetExpr, Statement,
        TableFactor, TableObject, TableWithJoins, Value, Visit, Visitor,
    },
    dialect::PostgreSqlDialect,
    parser::Parser,
};

/// Tables that hold nothing of any patient. Whatever is not here is theirs.
pub const OF_NOBODY: [&str; 4] = ["attempts", "settings", "questionnaires", "__diesel_schema_migrations"];

/// The column by which everything is distributed.
const ACCOUNT: &str = "account_id";

/// The statements that need not name an account: who signs in says a name, and nothing else is known of them.
fn is_sign_in(tables: &BTreeMap<String, String>, conditions: &[Expr]) -> bool {
    tables.values().eq(["accounts"])
        && conditions.iter().any(|condition| {
            equal(condition).is_some_and(|(left, right)| {
                column(left).is_some_and(|(_, name)| name == "username") && is_given(right)
            })
        })
}

/// Nor need those by which the operator's commands go through all accounts, to look into them one by one, or by which
/// the list of them finds when those of one page were last used.
fn goes_through_all(tables: &BTreeMap<String, String>, conditions: &[Expr]) -> bool {
    let is = |condition: &Expr, sign: BinaryOperator| {
        let inner = if let Expr::Nested(inner) = condition { inner } else { condition };
        matches!(inner, Expr::BinaryOp { op, .. } if *op == sign) && condition.to_string().contains("account_id")
    };
    match conditions {
        [after] => tables.values().eq(["accounts"]) && is(after, BinaryOperator::Gt),
        [after, until] => {
            tables.values().eq(["sessions"]) && is(after, BinaryOperator::Gt) && is(until, BinaryOperator::LtEq)
        }
        _ => false,
    }
}

/// Nor need the one by which servers find who is to be reminded: by the instant alone, and no more than whose it is and
/// since when.
fn asks_who_is_due(tables: &BTreeMap<String, String>, conditions: &[Expr], select: &Select) -> bool {
    let by_the_instant = |condition: &Expr| match condition {
        Expr::Nested(inner) => matches!(&**inner, Expr::BinaryOp { op: BinaryOperator::LtEq, .. }),
        other => matches!(other, Expr::BinaryOp { op: BinaryOperator::LtEq, .. }),
    };
    let whose: Vec<String> = select.projection.iter().map(|item| item.to_string().replace('"', "")).collect();
    tables.values().eq(["reminders"])
        && conditions.len() == 1
        && conditions.iter().all(|condition| by_the_instant(condition) && condition.to_string().contains("due_at"))
        && whose == ["reminders.account_id", "reminders.due_at"]
}

/// Everything in a statement that is not bound to one account.
fn unbound(sql: &str) -> Result<Vec<String>, String> {
    let statements =
        Parser::parse_sql(&PostgreSqlDialect {}, sql).map_err(|error| format!("does not read: {error}"))?;
    let mut search = Search::default();
    for statement in &statements {
        assert_eq!(statement.visit(&mut search), ControlFlow::Continue(()));
    }
    Ok(search.unbound)
}

#[derive(Default)]
struct Search {
    unbound: Vec<String>,
}

impl Visitor for Search {
    type Break = ();

    fn pre_visit_query(&mut self, query: &Query) -> ControlFlow<()> {
        self.body(&query.body);
        ControlFlow::Continue(())
    }

    fn pre_visit_statement(&mut self, statement: &Statement) -> ControlFlow<()> {
        match statement {
            Statement::Query(_)
            | Statement::StartTransaction { .. }
            | Statement::Commit { .. }
            | Statement::Rollback { .. }
            | Statement::Savepoint { .. }
            | Statement::ReleaseSavepoint { .. }
            | Statement::Set(_)
            // What migrations do.
            | Statement::CreateCollation { .. }
            | Statement::CreateTable(_)
            | Statement::CreateIndex(_)
            | Statement::AlterTable(_)
            | Statement::Drop { .. } => {}
            Statement::Insert(insert) => {
                let TableObject::TableName(table) = &insert.table else { panic!("{insert}") };
                let named = insert.columns.iter().any(|column| last(column) == ACCOUNT);
                if is_a_patients(&last(table)) && !named {
                    self.unbound.push(last(table));
                }
            }
            Statement::Update(update) => {
                assert!(update.from.is_none(), "{update}");
                self.bound(std::slice::from_ref(&update.table), update.selection.as_ref());
            }
            Statement::Delete(delete) => {
                let (FromTable::WithFromKeyword(from) | FromTable::WithoutKeyword(from)) = &delete.from;
                let using = delete.using.clone().unwrap_or_default();
                self.bound(&[from.clone(), using].concat(), delete.selection.as_ref());
            }
            other => self.unbound.push(format!("an unknown kind of statement: {other}")),
        }
        ControlFlow::Continue(())
    }
}

/// Whether a query is the one that may look into all accounts.
fn is_about_all(select: &Select) -> bool {
    let (mut tables, mut conditions) = (BTreeMap::new(), Vec::new());
    for one in &select.from {
        collect(one, &mut tables, &mut conditions);
    }
    if let Some(condition) = &select.selection {
        conjuncts(condition, &mut conditions);
    }
    asks_who_is_due(&tables, &conditions, select)
}

impl Search {
    fn body(&mut self, body: &SetExpr) {
        match body {
            SetExpr::Select(select) => {
                let Select { from, selection, .. } = &**select;
                if !is_about_all(select) {
                    self.bound(from, selection.as_ref());
                }
            }
            SetExpr::SetOperation { left, right, .. } => {
                self.body(left);
                self.body(right);
            }
            // Visited by themselves, or without tables.
            SetExpr::Query(_) | SetExpr::Values(_) | SetExpr::Insert(_) | SetExpr::Update(_) | SetExpr::Delete(_) => {}
            other => self.unbound.push(format!("an unknown kind of query: {other}")),
        }
    }

    /// Notes the patients' tables that the conditions do not bind to one account.
    fn bound(&mut self, from: &[TableWithJoins], condition: Option<&Expr>) {
        let (mut tables, mut conditions) = (BTreeMap::new(), Vec::new());
        for one in from {
            collect(one, &mut tables, &mut conditions);
        }
        if let Some(condition) = condition {
            conjuncts(condition, &mut conditions);
        }
        tables.retain(|_, table| is_a_patients(table));
        if tables.is_empty() || is_sign_in(&tables, &conditions) || goes_through_all(&tables, &conditions) {
            return;
        }
        let equals: Vec<(&Expr, &Expr)> = conditions.iter().filter_map(equal).collect();
        let of = |expression: &Expr| -> Option<String> {
            let (table, name) = column(expression)?;
            let only = || tables.keys().next().filter(|_| tables.len() == 1).cloned();
            (name == ACCOUNT).then(|| table.or_else(only)).flatten()
        };
        let mut found: BTreeSet<String> =
            equals.iter().filter(|(_, right)| is_given(right)).filter_map(|(left, _)| of(left)).collect();
        // What is equal to a bound column is bound too.
        for _ in 0..tables.len() {
            for (left, right) in &equals {
                if let (Some(left), Some(right)) = (of(left), of(right))
                    && (found.contains(&left) || found.contains(&right))
                {
                    found.extend([left, right]);
                }
            }
        }
        self.unbound.extend(tables.into_iter().filter(|(name, _)| !found.contains(name)).map(|(_, table)| table));
    }
}

fn is_a_patients(table: &str) -> bool {
    !OF_NOBODY.contains(&table) && !table.starts_with("pg_")
}

fn last(name: &ObjectName) -> String {
    name.0.last().unwrap().as_ident().unwrap().value.clone()
}

/// The tables by the names that the statement gives them, and what joins them.
fn collect(from: &TableWithJoins, tables: &mut BTreeMap<String, String>, conditions: &mut Vec<Expr>) {
    factor(&from.relation, tables, conditions);
    for join in &from.joins {
        factor(&join.relation, tables, conditions);
        if let JoinOperator::Join(JoinConstraint::On(on)) | JoinOperator::Inner(JoinConstraint::On(on)) =
            &join.join_operator
        {
            conjuncts(on, conditions);
        }
    }
}

fn factor(relation: &TableFactor, tables: &mut BTreeMap<String, String>, conditions: &mut Vec<Expr>) {
    match relation {
        // A function is no table.
        TableFactor::Table { args: Some(_), .. } | TableFactor::Derived { .. } => {}
        TableFactor::Table { name, alias, .. } => {
            let called = alias.as_ref().map_or_else(|| last(name), |alias| alias.name.value.clone());
            tables.insert(called, last(name));
        }
        TableFactor::NestedJoin { table_with_joins, .. } => collect(table_with_joins, tables, conditions),
        other => _ = tables.insert(other.to_string(), "something unknown".to_owned()),
    }
}

/// The conditions that all must hold.
fn conjuncts(condition: &Expr, found: &mut Vec<Expr>) {
    match condition {
        Expr::Nested(inner) => conjuncts(inner, found),
        Expr::BinaryOp { left, op: BinaryOperator::And, right } => {
            conjuncts(left, found);
            conjuncts(right, found);
        }
        other => found.push(other.clone()),
    }
}

fn equal(condition: &Expr) -> Option<(&Expr, &Expr)> {
    match condition {
        Expr::BinaryOp { left, op: BinaryOperator::Eq, right } => Some((left, right)),
        _ => None,
    }
}

/// A column: its table, where that is said, and its name.
fn column(expression: &Expr) -> Option<(Option<String>, String)> {
    match expression {
        Expr::Nested(inner) => column(inner),
        Expr::Identifier(name) => Some((None, name.value.clone())),
        Expr::CompoundIdentifier(parts) => {
            let (name, table) = parts.split_last()?;
            Some((table.last().map(|table| table.value.clone()), name.value.clone()))
        }
        _ => None,
    }
}

/// Whether this is one value that comes with the statement.
fn is_given(expression: &Expr) -> bool {
    match expression {
        Expr::Nested(inner) => is_given(inner),
        Expr::Value(value) => matches!(value.value, Value::Placeholder(_) | Value::SingleQuotedString(_)),
        _ => false,
    }
}

#[test]
fn a_statement_without_its_account_would_be_seen() {
    let bound = [
        "SELECT body FROM records WHERE records.account_id = $1 AND (id = $2 OR id = $3)",
        "SELECT a.locale FROM (accounts a INNER JOIN journals j ON (j.account_id = a.account_id)) WHERE (a.account_id = $1)",
        "SELECT EXISTS (SELECT id FROM shares WHERE (shares.account_id = $1))",
        "SELECT account_id FROM accounts WHERE username = $1",
        "SELECT account_id FROM accounts WHERE (accounts.account_id > $1) ORDER BY account_id LIMIT $2",
        "SELECT account_id, max(rotated_at) FROM sessions WHERE (account_id > $1) AND (account_id <= $2) GROUP BY account_id",
        "SELECT value FROM settings WHERE name = $1",
        "SELECT reminders.account_id, reminders.due_at FROM reminders WHERE (reminders.due_at <= $1) ORDER BY reminders.due_at LIMIT $2",
        "INSERT INTO records (account_id, id) VALUES ($1, $2) ON CONFLICT (account_id, id) DO UPDATE SET id = $3",
        "UPDATE journals SET revision = revision + 1 WHERE journals.account_id = $1 RETURNING revision",
        "DELETE FROM sessions WHERE sessions.account_id = $1 AND sessions.expires_at <= $2",
        "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
        "SELECT 1; COMMIT",
    ];
    for sql in bound {
        assert_eq!(unbound(sql), Ok(vec![]), "{sql}");
    }
    let loose = [
        ("SELECT body FROM records WHERE id = $1", "records"),
        ("SELECT body FROM records WHERE account_id = $1 OR id = $2", "records"),
        ("SELECT body FROM records WHERE account_id <> $1", "records"),
        ("SELECT body FROM records WHERE account_id = id", "records"),
        (
            "SELECT body FROM records WHERE account_id IN (SELECT account_id FROM accounts WHERE username = $1)",
            "records",
        ),
        ("SELECT EXISTS (SELECT id FROM shares WHERE link_hash = $1)", "shares"),
        ("SELECT 1 FROM accounts a JOIN journals j ON j.revision = 1 WHERE a.account_id = $1", "journals"),
        (
            "SELECT 1 FROM accounts a LEFT JOIN journals j ON j.account_id = a.account_id WHERE a.account_id = $1",
            "journals",
        ),
        ("SELECT 1 FROM settings UNION SELECT 1 FROM records", "records"),
        ("WITH r AS (SELECT * FROM records) SELECT 1", "records"),
        ("SELECT username FROM accounts WHERE username LIKE $1", "accounts"),
        ("SELECT * FROM audit_trail WHERE id = $1", "audit_trail"),
        ("SELECT reminders.snoozed_until FROM reminders WHERE reminders.due_at <= $1", "reminders"),
        ("SELECT reminders.account_id, reminders.due_at FROM reminders WHERE reminders.due_at = $1", "reminders"),
        ("UPDATE reminders SET due_at = 0 WHERE due_at <= $1", "reminders"),
        ("SELECT body FROM records WHERE account_id > $1 AND account_id <= $2", "records"),
        ("SELECT account_id FROM sessions WHERE account_id > $1", "sessions"),
        ("INSERT INTO records (id) VALUES ($1)", "records"),
        ("UPDATE journals SET revision = 0", "journals"),
        ("DELETE FROM sessions WHERE expires_at <= $1", "sessions"),
        ("TRUNCATE records", "an unknown kind of statement: TRUNCATE records"),
    ];
    for (sql, table) in loose {
        assert_eq!(unbound(sql), Ok(vec![table.to_owned()]), "{sql}");
    }
    assert!(unbound("SELEKT 1").is_err());
}

#[test]
#[ignore = "needs the log of the other tests: tests/with_postgres --log"]
fn no_statement_of_the_other_tests_touched_a_patients_table_without_their_account() {
    let log = env::var("AFTERGLOW_TEST_STATEMENTS").expect("a log: tests/with_postgres --log");
    let mut statements = BTreeSet::new();
    for line in BufReader::new(File::open(&log).unwrap()).lines() {
        let entry: serde_json::Value = serde_json::from_str(&line.unwrap()).unwrap();
        let message = entry["message"].as_str().unwrap();
        // The tests' own look behind the server's back is by another name.
        if entry["application_name"] != "afterglow" || entry["error_severity"] != "LOG" {
            continue;
        }
        let executed = message.strip_prefix("execute ").and_then(|rest| rest.split_once(": ").map(|(_, sql)| sql));
        statements.extend(message.strip_prefix("statement: ").or(executed).map(str::to_owned));
    }
    // They are for everybody, and run before anybody is served.
    let migrations: Vec<String> = fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/migrations"))
        .unwrap()
        .map(|folder| fs::read_to_string(folder.unwrap().path().join("up.sql")).unwrap().trim().to_owned())
        .collect();
    let mut wrong = Vec::new();
    for sql in statements.iter().filter(|sql| !migrations.iter().any(|migration| migration == sql.trim())) {
        match unbound(sql) {
            Ok(tables) if tables.is_empty() => {}
            Ok(tables) => wrong.push(format!("{tables:?}: {sql}")),
            // Of patients there is nothing in what does not even say one of their tables' names.
            Err(why)
                if ["accounts", "sessions", "journals", "records", "share", "reminder", "push_", "calendar_"]
                    .iter()
                    .any(|name| sql.contains(name)) =>
            {
                wrong.push(format!("{why}: {sql}"));
            }
            Err(_) => {}
        }
    }
    assert!(wrong.is_empty(), "{} of {}: {wrong:#?}", wrong.len(), statements.len());
    for table in [
        "accounts",
        "sessions",
        "journals",
        "records",
        "shares",
        "share_visits",
        "reminders",
        "reminder_claims",
        "push_subscriptions",
        "reminder_mails",
    ] {
        let seen = statements.iter().filter(|sql| sql.contains(&format!("\"{table}\""))).count();
        assert!(seen >= 2, "{table} is in {seen} statements of {}: was the log complete?", statements.len());
    }
    println!("{} different statements, none on a patient's table without the account", statements.len());
}
