//! `afterglow config check`: whether a server would start like this, and what its operator may have overlooked.

use std::net::TcpListener;

use super::{Failure, cli::Serve, output::say};
use crate::{
    platform::{
        config::{Config, DatabaseUrl},
        database::{Db, settings},
        keys::KeyRing,
        zone_data::ZoneData,
    },
    server::{self, FINGERPRINT, NotStarted},
};

/// Looks, and changes nothing.
pub async fn check(options: Serve) -> Result<(), Failure> {
    let config = options.config();
    server::check_lists(&config)?;
    database_and_key(&config).await?;
    server::check_tls(&config)?;
    TcpListener::bind(config.listen).map_err(|error| NotStarted::Listen(config.listen, error))?;
    say!("Listening: {} is free.", config.listen);
    mail(&config)?;
    if let (Some(folder), (_, number)) = (&config.fonts, server::read_fonts(&config)?) {
        say!("Fonts: {number} of {} can be used.", folder.display());
    }
    say!("Time zones: {}.", ZoneData::look());
    for note in notes(&config) {
        say!("Note: {note}");
    }
    say!("A server would start like this.");
    Ok(())
}

async fn database_and_key(config: &Config) -> Result<(), Failure> {
    if let DatabaseUrl::Sqlite(file) = &config.database.url
        && !file.exists()
    {
        say!("Database: the first start makes {}, and the key {}.", file.display(), config.key_file.display());
        return Ok(());
    }
    let db = Db::look(&config.database).map_err(NotStarted::from)?;
    let known = db.read(|connection| settings::get(connection, FINGERPRINT)).await;
    say!("Database: it answers.");
    if let Some(warning) = db.failover_warning().await? {
        say!("Note: {warning}");
    }
    // Before the first migration there are no settings.
    let Ok(Some(known)) = known else { return Ok(()) };
    let ring = KeyRing::load(&config.key_file).map_err(NotStarted::from)?;
    if !ring.knows(&known) {
        let (key_file, own) = (config.key_file.clone(), ring.current().fingerprint());
        return Err(NotStarted::OtherKey { key_file, own, database: None, wanted: known }.into());
    }
    say!("Key: {} opens it.", config.key_file.display());
    Ok(())
}

/// Asks the mail server whether it is there, and sends nothing.
fn mail(config: &Config) -> Result<(), Failure> {
    let Some(server) = &config.mail else { return Ok(()) };
    server.transport().map_err(NotStarted::Mail)?;
    match server.try_out() {
        Ok(()) => say!("Mail: the server answers."),
        Err(why) => say!("Note: {why}"),
    }
    Ok(())
}

/// What is allowed, and seldom meant.
fn notes(config: &Config) -> Vec<String> {
    let mut notes = config.warnings();
    let behind_a_proxy = config.public_origin.is_some() && config.tls.is_none();
    if behind_a_proxy && config.trusted_proxies.is_empty() {
        notes.push(
            "browsers come through a proxy that is not named with --trusted-proxy, so that everyone's wrong \
             passwords are counted together"
                .to_owned(),
        );
    }
    if config.metrics_listen.is_some_and(|address| !address.ip().is_loopback()) {
        notes.push("metrics can be read from other machines".to_owned());
    }
    notes
}
