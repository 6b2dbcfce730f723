//! Assembles the routes and serves the web app.

mod api;
mod compression;
mod contract;
mod docs;
mod fonts;
mod headers;
mod heads;
mod health;
mod lists;
mod marks;
mod methods;
mod metrics;
mod not_started;
mod startup;
mod tls;
mod unread;
mod web;
mod zones;

use std::{net::SocketAddr, time::Duration};

use actix_web::{App, HttpServer, dev::ServerHandle, middleware::from_fn, rt::task::JoinHandle, web::Data};
use tracing_actix_web::TracingLogger;

pub use self::{
    api::{document, routed},
    fonts::read as read_fonts,
    lists::check_lists,
    not_started::NotStarted,
    startup::{FINGERPRINT, Opened, demand_existing, open, open_existing},
};
use self::{marks::Marks, methods::Methods, metrics::Metrics, zones::UnknownZones};
use crate::{
    accounts::Gate,
    platform::{
        clock::Clock,
        config::Config,
        database::{Alone, Db},
        telemetry::{self, RequestSpan},
    },
    portability::shelf::Shelf,
    reminders::{self, Mailer, Post, Tally},
    reports::pdf::Fonts,
    shares::Reception,
};

/// How long a client may take to send its headers.
const HEADERS_WITHIN: Duration = Duration::from_secs(10);
/// How long requests in flight may go on once the server is told to end, in seconds.
const END_WITHIN: u64 = 10;
/// How often it is looked whether another server of PostgreSQL was promoted: a glance at a number.
const LOOK_FOR_PROMOTIONS_EVERY: Duration = Duration::from_secs(1);
/// How often it is looked whether a failover would lose something.
const LOOK_AT_STANDBYS_EVERY: Duration = Duration::from_mins(1);
/// How long leaving the last mark may take.
const MARK_WITHIN: Duration = Duration::from_secs(2);

/// A server that listens, and runs until it is told to end.
pub struct Running {
    /// Where it listens: with port 0 in the configuration, the port that the system chose.
    pub address: SocketAddr,
    server: actix_web::dev::Server,
    metrics: Option<metrics::Served>,
    /// What goes on beside the requests.
    beside: Vec<JoinHandle<()>>,
    db: Db,
    marks: Marks,
    _alone: Alone,
}

impl Running {
    /// A way to end it from elsewhere.
    pub fn handle(&self) -> ServerHandle {
        self.server.handle()
    }

    /// Serves until SIGTERM, SIGINT, or [`ServerHandle::stop`].
    ///
    /// # Errors
    /// When the system lets the server down.
    pub async fn until_stopped(self) -> std::io::Result<()> {
        let ended = if let Some(metrics) = self.metrics { metrics.until(self.server).await } else { self.server.await };
        self.beside.iter().for_each(JoinHandle::abort);
        // Whoever told it to end does not wait long for a database that is away.
        _ = actix_web::rt::time::timeout(MARK_WITHIN, self.marks.leave(&self.db)).await;
        if let Err(problem) = self.db.checkpoint().await {
            tracing::warn!(cause = problem.cause(), "the end of the log was not brought into the database's file");
        }
        ended
    }

    /// Where metrics are read, if anywhere.
    pub fn metrics_address(&self) -> Option<SocketAddr> {
        self.metrics.as_ref().map(|metrics| metrics.address)
    }
}

/// Everything that requests are answered with: the one state there is.
#[derive(Clone)]
struct State {
    config: Config,
    db: Data<Db>,
    gate: Data<Gate>,
    reception: Data<Reception>,
    post: Data<Post>,
    shelf: Data<Shelf>,
    fonts: Data<Fonts>,
}

/// Opens the database and the key, and starts to listen.
///
/// # Errors
/// See [`NotStarted`].
pub async fn start(config: Config, clock: Clock) -> Result<Running, NotStarted> {
    lists::demand_writable(&config)?;
    let alone = Alone::with(&config.database.url, &config.key_file)?;
    let opened = startup::open_at(&config, clock.now()).await?;
    startup::take_imports_back(&config, &opened.db).await?;
    listen(config, opened, clock, alone)
}

/// Reads the certificate and its key, if there are any, as starting would.
///
/// # Errors
/// See [`NotStarted`].
pub fn check_tls(config: &Config) -> Result<(), NotStarted> {
    config.tls.as_ref().map(tls::with).transpose()?;
    Ok(())
}

fn listen(config: Config, opened: Opened, clock: Clock, alone: Alone) -> Result<Running, NotStarted> {
    let Opened { db, ring, marks } = opened;
    let ring = &ring;
    let listen = config.listen;
    let tls = config.tls.as_ref().map(tls::with).transpose()?;
    let fonts = Data::new(fonts::read(&config)?.0);
    let gate = Data::new(Gate::open(&config, ring, db.clone(), clock.clone()).map_err(NotStarted::Threads)?);
    let reception = Data::new(Reception::new(&config, ring, db.clone(), clock.clone()));
    let unknown_zones = UnknownZones::default();
    let zones = zones::watch(db.clone(), clock.clone(), unknown_zones.clone());
    let by_mail = config.mail.as_ref().zip(config.public_origin.as_ref());
    let tally = Tally::default();
    let mail = by_mail.map(|(server, origin)| Mailer::start(server, origin, &tally));
    let mail = mail.transpose().map_err(NotStarted::Mail)?;
    let post = Post::open(&config, ring, (db.clone(), clock), (mail, tally.clone())).map_err(NotStarted::Threads)?;
    let rounds = reminders::go_on(post.clone(), config.look_for_reminders_every);
    let checkpoints = checkpoints(db.clone(), marks.clone(), config.checkpoint_every);
    let metrics = Metrics::of(&config, &db, &gate, (unknown_zones, tally));
    let watched = config.metrics_listen.map(|address| metrics.served_at(address)).transpose()?;
    let watched_config = config.clone();
    let shelf = Data::default();
    let state = State { config, db: Data::new(db.clone()), gate, reception, post: Data::new(post), shelf, fonts };
    let server = HttpServer::new(move || {
        let (app, document) = api::routed(App::new());
        let metrics = metrics.clone();
        app.app_data(state.db.clone())
            .app_data(state.gate.clone())
            .app_data(state.reception.clone())
            .app_data(state.post.clone())
            .app_data(state.shelf.clone())
            .app_data(state.fonts.clone())
            .app_data(Data::new(Methods::of(&document)))
            .app_data(Data::new(document))
            .configure(health::routes)
            .configure(docs::routes)
            .default_service(actix_web::web::to(web::serve))
            .wrap(from_fn(heads::as_get))
            .wrap(from_fn(compression::where_it_pays))
            .wrap(headers::security(state.config.is_https()))
            .wrap(from_fn(move |request, next| metrics.clone().counted(request, next)))
            .wrap(from_fn(telemetry::tell_its_id))
            .wrap(TracingLogger::<RequestSpan>::new())
            .wrap(from_fn(unread::are_cut_off))
    })
    .client_request_timeout(HEADERS_WITHIN)
    .shutdown_timeout(END_WITHIN);
    let server = match tls {
        Some(tls) => server.bind_rustls_0_23(listen, tls),
        None => server.bind(listen),
    }
    .map_err(|error| NotStarted::Listen(listen, error))?;
    let address = server.addrs().first().copied().unwrap_or(listen);
    let mut beside = vec![actix_web::rt::spawn(rounds), actix_web::rt::spawn(checkpoints), actix_web::rt::spawn(zones)];
    if db.promotions().is_some() {
        beside.push(actix_web::rt::spawn(promotions(watched_config, db.clone())));
        beside.push(actix_web::rt::spawn(standbys(db.clone())));
    }
    Ok(Running { address, server: server.run(), metrics: watched, beside, db, marks, _alone: alone })
}

/// Ends again what a promoted server of PostgreSQL has not heard of.
async fn promotions(config: Config, db: Db) {
    let mut known = 0;
    loop {
        actix_web::rt::time::sleep(LOOK_FOR_PROMOTIONS_EVERY).await;
        let Some(present) = db.promotions().filter(|present| *present != known) else { continue };
        match startup::after_promotion(&config, &db).await {
            Ok(()) => known = present,
            Err(error) => tracing::warn!(%error, "what was ended is not known yet to the database that was promoted"),
        }
    }
}

/// Notes again and again whether a failover of PostgreSQL would lose what was acknowledged.
async fn standbys(db: Db) {
    loop {
        if let Ok(warning) = db.failover_warning().await {
            db.condition().note_failover(warning.as_deref());
        }
        actix_web::rt::time::sleep(LOOK_AT_STANDBYS_EVERY).await;
    }
}

/// Brings the log into the database's file again and again, so that a copy of the file alone is never very old.
async fn checkpoints(db: Db, marks: Marks, every: Duration) {
    loop {
        actix_web::rt::time::sleep(every).await;
        marks.leave(&db).await;
        if let Err(problem) = db.checkpoint().await {
            tracing::warn!(cause = problem.cause(), "the log was not brought into the database's file");
        }
    }
}
