//! What the operator watches: counts and times by route, never whose, on an address of the operator's own.

use std::{fmt, net::SocketAddr, sync::Arc, time::Instant};

use actix_web::{
    App, Error, HttpResponse, HttpServer,
    body::MessageBody,
    dev::{Server, ServiceRequest, ServiceResponse},
    get,
    middleware::Next,
    web::Data,
};
use prometheus_client::{
    collector::Collector,
    encoding::{DescriptorEncoder, EncodeLabelSet, EncodeMetric, text},
    metrics::{
        counter::ConstCounter, counter::Counter, family::Family, gauge::ConstGauge, histogram::Histogram, info::Info,
    },
    registry::Registry,
};

use super::{NotStarted, zones::UnknownZones};
use crate::{
    accounts::Gate,
    platform::{
        config::{Config, DatabaseUrl},
        database::Db,
        problem::{Problem, Result},
        zone_data::ZoneData,
    },
};

/// Bounds of the times that are told apart, in seconds.
const TIMES: [f64; 12] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0];
/// The text of OpenMetrics, which Prometheus and its kin read.
const CONTENT_TYPE: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// One kind of request: the route's pattern, never the path that was asked for.
#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Kind {
    route: String,
    method: &'static str,
    status: u16,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Route {
    route: String,
}

/// Counts requests, and knows where the other figures come from. Cheap to clone.
#[derive(Clone)]
pub struct Metrics {
    requests: Family<Kind, Counter>,
    times: Family<Route, Histogram, fn() -> Histogram>,
    registry: Arc<Registry>,
}

impl Metrics {
    /// Of this server.
    pub fn of(config: &Config, db: &Db, gate: &Gate, unknown_zones: UnknownZones) -> Self {
        let requests = Family::default();
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
        registry.register("request_duration_seconds", "Time until the answer began", Family::clone(&times));
        registry.register_collector(Box::new(Inside { db: db.clone(), gate: gate.clone(), unknown_zones }));
        Self { requests, times, registry: Arc::new(registry) }
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
        let status = match &outcome {
            Ok(answer) => answer.status(),
            Err(error) => error.as_response_error().status_code(),
        };
        self.requests.get_or_create(&Kind { route: route.clone(), method, status: status.as_u16() }).inc();
        self.times.get_or_create(&Route { route }).observe(began.elapsed().as_secs_f64());
        outcome
    }

    /// Listens on the operator's address.
    ///
    /// # Errors
    /// When that is taken or forbidden.
    pub fn served_at(&self, address: SocketAddr) -> std::result::Result<Served, NotStarted> {
        let registry = Data::from(Arc::clone(&self.registry));
        let server = HttpServer::new(move || App::new().app_data(registry.clone()).service(read))
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
async fn read(registry: Data<Registry>) -> Result<HttpResponse> {
    let mut told = String::new();
    text::encode(&mut told, &registry).map_err(Problem::internal)?;
    Ok(HttpResponse::Ok().content_type(CONTENT_TYPE).body(told))
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

/// What is looked up when it is asked for.
struct Inside {
    db: Db,
    gate: Gate,
    unknown_zones: UnknownZones,
}

impl fmt::Debug for Inside {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Inside")
    }
}

impl Collector for Inside {
    fn encode(&self, mut encoder: DescriptorEncoder) -> fmt::Result {
        let counts = self.db.counts();
        let writes = "Writes that were brought to a commit; divided by the commits: how many share one";
        for (name, help, count) in
            [("writes", writes, counts.writes()), ("commits", "Commits of writes", counts.commits())]
        {
            let counter = ConstCounter::new(count);
            counter.encode(encoder.encode_descriptor(name, help, None, counter.metric_type())?)?;
        }
        let in_use = i64::from(self.db.connections_in_use());
        for (name, help, now) in [
            ("database_connections_in_use", "Connections to the database that are at work", in_use),
            ("passwords_waiting", "Passwords that wait to be hashed", self.gate.passwords_waiting()),
            (
                "accounts_with_unknown_zone",
                "Accounts whose time zone the zone data does not know: they are reminded by UTC",
                self.unknown_zones.accounts(),
            ),
        ] {
            let gauge = ConstGauge::new(now);
            gauge.encode(encoder.encode_descriptor(name, help, None, gauge.metric_type())?)?;
        }
        Ok(())
    }
}
