//! What the operator watches: counts and times by route, never whose, on an address of the operator's own.

mod inside;
mod plain;

use std::{net::SocketAddr, sync::Arc, time::Instant};

use actix_web::{
    App, Error, HttpRequest, HttpResponse, HttpServer,
    body::MessageBody,
    dev::{Server, ServiceRequest, ServiceResponse},
    get,
    http::header,
    middleware::Next,
    web::Data,
};
use prometheus_client::{
    encoding::{EncodeLabelSet, text},
    metrics::{counter::Counter, family::Family, histogram::Histogram, info::Info},
    registry::Registry,
};

use self::inside::Inside;
use super::{NotStarted, zones::UnknownZones};
use crate::{
    accounts::Gate,
    platform::{
        config::{Config, DatabaseUrl},
        database::Db,
        problem::{Problem, Result},
        zone_data::ZoneData,
    },
    reminders::Tally,
};

/// Bounds of the times that are told apart, in seconds.
const TIMES: [f64; 12] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0];
/// The text of OpenMetrics, for whoever asks for it, as Prometheus does.
const CONTENT_TYPE: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// One kind of request: the route's pattern, never the path that was asked for.
#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Kind {
    route: String,
    method: &'static str,
    status: u16,
}

/// Why a request was refused: the code of its problem.
#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Why {
    code: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Route {
    route: String,
}

/// Counts requests, and knows where the other figures come from. Cheap to clone.
#[derive(Clone)]
pub struct Metrics {
    requests: Family<Kind, Counter>,
    problems: Family<Why, Counter>,
    times: Family<Route, Histogram, fn() -> Histogram>,
    registry: Arc<Registry>,
    db: Db,
}

impl Metrics {
    /// Of this server.
    pub fn of(config: &Config, db: &Db, gate: &Gate, (unknown_zones, tally): (UnknownZones, Tally)) -> Self {
        let (requests, problems) = (Family::default(), Family::default());
        let times = Family::new_with_constructor((|| Histogram::new(TIMES)) as fn() -> Histogram);
        let mut registry = Registry::with_prefix("afterglow");
        let database = if matches!(config.database.url, DatabaseUrl::Sqlite(_)) { "sqlite" } else { "postgresql" };
        let zones = ZoneData::look().version().to_owned();
        let build = Info::new([
            ("version", env!("CARGO_PKG_VERSION").to_owned()),
            ("database", database.to_owned()),
            ("zone_data", zones),
        ]);
        registry.register(
            "build",
            "The version that runs, the kind of its database, and the version of its zone data",
            build,
        );
        registry.register("requests", "Requests by the pattern of their route", Family::clone(&requests));
        registry.register(
            "problems",
            "Refused requests by the code of their problem: account_full and too_many_links are those of quotas",
            Family::clone(&problems),
        );
        registry.register("request_duration_seconds", "Time until the answer began", Family::clone(&times));
        registry.register_collector(Box::new(Inside {
            db: db.clone(),
            database: config.database.url.clone(),
            gate: gate.clone(),
            unknown_zones,
            tally,
        }));
        Self { requests, problems, times, registry: Arc::new(registry), db: db.clone() }
    }

    /// Counts a request and takes its time.
    ///
    /// # Errors
    /// Those of the routes.
    pub async fn counted<B: MessageBody>(
        self,
        request: ServiceRequest,
        next: Next<B>,
    ) -> std::result::Result<ServiceResponse<B>, Error> {
        let began = Instant::now();
        // Whatever matches no route is one kind, and so is every method that none has: what strangers try shall not
        // grow the list.
        let route = request.match_pattern().unwrap_or_else(|| "unmatched".to_owned());
        let method = known(request.method().as_str());
        let outcome = next.call(request).await;
        let (status, error) = match &outcome {
            Ok(answer) => (answer.status(), answer.response().error()),
            Err(error) => (error.as_response_error().status_code(), Some(error)),
        };
        if let Some(problem) = error.and_then(|error| error.as_error::<Problem>()) {
            self.problems.get_or_create(&Why { code: problem.code() }).inc();
        }
        self.requests.get_or_create(&Kind { route: route.clone(), method, status: status.as_u16() }).inc();
        self.times.get_or_create(&Route { route }).observe(began.elapsed().as_secs_f64());
        outcome
    }

    /// Listens on the operator's address.
    ///
    /// # Errors
    /// When that is taken or forbidden.
    pub fn served_at(&self, address: SocketAddr) -> std::result::Result<Served, NotStarted> {
        let (registry, db) = (Data::from(Arc::clone(&self.registry)), Data::new(self.db.clone()));
        let server = HttpServer::new(move || App::new().app_data(registry.clone()).app_data(db.clone()).service(read))
            .workers(1)
            .disable_signals()
            .bind(address)
            .map_err(|error| NotStarted::Metrics(address, error))?;
        let address = server.addrs().first().copied().unwrap_or(address);
        Ok(Served { address, server: server.run() })
    }
}

fn known(method: &str) -> &'static str {
    ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
        .into_iter()
        .find(|known| *known == method)
        .unwrap_or("other")
}

#[get("/metrics")]
async fn read(request: HttpRequest, registry: Data<Registry>, db: Data<Db>) -> Result<HttpResponse> {
    // What it finds is one of the figures.
    _ = db.is_ready().await;
    let mut told = String::new();
    text::encode(&mut told, &registry).map_err(Problem::internal)?;
    if asks_for_openmetrics(&request) {
        return Ok(HttpResponse::Ok().content_type(CONTENT_TYPE).body(told));
    }
    Ok(HttpResponse::Ok().content_type(plain::CONTENT_TYPE).body(plain::text(&told)))
}

fn asks_for_openmetrics(request: &HttpRequest) -> bool {
    let accepted = request.headers().get_all(header::ACCEPT).filter_map(|accept| accept.to_str().ok());
    accepted.flat_map(|accept| accept.split(',')).any(|kind| {
        let mut parts = kind.split(';').map(str::trim);
        parts.next() == Some("application/openmetrics-text") && !parts.any(|part| part == "q=0")
    })
}

/// The server on the operator's address.
pub struct Served {
    /// Where it listens.
    pub address: SocketAddr,
    server: Server,
}

impl Served {
    /// Serves metrics for as long as the other server runs.
    pub async fn until(self, other: Server) -> std::io::Result<()> {
        let handle = self.server.handle();
        actix_web::rt::spawn(self.server);
        let ended = other.await;
        handle.stop(false).await;
        ended
    }
}
