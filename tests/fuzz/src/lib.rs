//! The API in this process, without a socket, with a patient who is signed in and a link that is live.

use std::{cell::RefCell, future::Future, mem::ManuallyDrop, pin::Pin, sync::Arc};

use actix_web::{
    App, ResponseError,
    body::to_bytes,
    dev::{Service, ServiceResponse},
    http::{Method, StatusCode, Uri, header},
    rt::{System, SystemRunner},
    test::{TestRequest, init_service},
    web::Data,
};
use afterglow::{
    accounts::{self, Gate, Owner},
    platform::{
        clock::Clock,
        config::Config,
        database::{Db, DbConnection},
        keys::{KeyRing, ServerKey},
        problem::Problem,
        sealing::Wrapper,
    },
    portability::{
        elsewhere::{App as OtherApp, Told},
        format::ImportFormat,
        import::{self, Import},
        shelf::Shelf,
        writing,
    },
    reminders::{Post, Tally},
    reports::pdf::Fonts,
    server,
    shares::Reception,
};
use diesel::{RunQueryDsl, sql_query};
use jiff::Timestamp;
use serde_json::{Value, json};
use tempfile::TempDir;

/// The id of every record.
pub const ID: &str = "019cd800-0000-7000-8000-000000000001";
/// The id of a safety plan.
pub const SAFETY_PLAN: &str = "00000000-0000-7361-a665-74795f706c61";
/// When it is.
pub const NOW: &str = "2026-03-10T12:00:00Z";
/// What opens the link.
pub const PASSCODE: &str = "plum";

const PASSWORD: &str = "plum sunset over water";
/// After so many requests all is made anew, so that what they wrote does not slow down those to come.
const LIFETIME: usize = 20_000;

type Answered = Pin<Box<dyn Future<Output = (StatusCode, Vec<u8>)>>>;

/// A server, asked without a socket.
struct Api {
    system: SystemRunner,
    ask: Box<dyn Fn(TestRequest) -> Answered>,
}

/// The server, and who uses it.
pub struct World {
    api: Api,
    db: Db,
    owner: Owner,
    /// The server's key.
    pub key: ServerKey,
    /// The patient's access token.
    pub access_token: String,
    /// The secret of their link.
    pub link: String,
    asked: usize,
    _folder: TempDir,
}

thread_local! {
    /// At the end of the program it stays as it is: what it would need to be taken down is gone by then.
    static WORLD: RefCell<Option<ManuallyDrop<World>>> = const { RefCell::new(None) };
}

/// Does something with the world, which is made first or anew where it has to be.
pub fn with<T>(work: impl FnOnce(&World) -> T) -> T {
    WORLD.with_borrow_mut(|slot| {
        if let Some(old) = slot.take_if(|world| world.asked >= LIFETIME) {
            drop(ManuallyDrop::into_inner(old));
        }
        let world = slot.get_or_insert_with(|| ManuallyDrop::new(World::new()));
        world.asked += 1;
        work(world)
    })
}

impl Api {
    /// What is answered: never a fault of the server's own.
    fn ask(&self, request: TestRequest) -> (StatusCode, Vec<u8>) {
        let (status, answer) = self.system.block_on((self.ask)(request));
        assert!(!status.is_server_error(), "{status}: {}", String::from_utf8_lossy(&answer));
        (status, answer)
    }

    fn post(&self, token: &str, path: &str, form: &Value) -> Value {
        let request = request(Method::POST, path).expect("a path");
        let (status, answer) = self.ask(bearing(token, request).set_json(form));
        assert!(status.is_success(), "{path}: {status}");
        serde_json::from_slice(&answer).expect("JSON")
    }
}

fn bearing(token: &str, request: TestRequest) -> TestRequest {
    request.insert_header((header::AUTHORIZATION, format!("Bearer {token}")))
}

impl World {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let config = Config::in_folder(&folder.path().join("data"));
        let key = ServerKey::new(1, [7; 32]);
        KeyRing::of(key.clone()).create(&config.key_file).expect("a key file");
        let now: Timestamp = NOW.parse().expect("an instant");
        let clock = Clock::told_by(move || now);
        let system = System::new();
        let server::Opened { db, ring, .. } = system.block_on(server::open(&config)).expect("a database");
        let ask = system.block_on(service(&config, &ring, &db, &clock));
        let api = Api { system, ask };

        let name = json!({ "username": "ada", "password": PASSWORD });
        let mut form = name.clone();
        form["time_zone"] = json!("Europe/Berlin");
        form["locale"] = json!("en");
        api.post("", "/accounts", &form);
        let access_token = text(&api.post("", "/sessions", &name), "access_token");
        let form = json!({ "label": "Dr. Lee", "measures": ["low_mood"], "passcode": PASSCODE });
        let link = text(&api.post(&access_token, "/shares", &form), "token");
        let wrapper = Wrapper::new(&ring);
        let owner = db.read(move |connection| {
            let ids = accounts::store::after(connection, None, 1)?;
            accounts::store::owner(connection, ids.first().ok_or_else(Problem::not_found)?, &wrapper)
        });
        let owner = api.system.block_on(owner).expect("the patient");
        Self { api, db, owner, key, access_token, link, asked: 0, _folder: folder }
    }

    /// A request of the patient.
    pub fn signed_in(&self, request: TestRequest) -> TestRequest {
        bearing(&self.access_token, request)
    }

    /// What is answered: never a fault of the server's own.
    pub fn ask(&self, request: TestRequest) -> (StatusCode, Vec<u8>) {
        self.api.ask(request)
    }

    /// Imports a file as the route does, and takes it back.
    pub fn import(&self, file: &[u8]) {
        let (owner, file) = (self.owner.clone(), file.to_vec());
        let own = (ImportFormat::Afterglow, Told::default());
        self.read_and_take_back(move |connection| import::read(connection, &owner, (own.0, &file), &own.1));
    }

    /// The same with a file of another app, which is previewed first.
    pub fn import_elsewhere(&self, app: Option<OtherApp>, file: &[u8], told: Told) {
        let (owner, file) = (self.owner.clone(), file.to_vec());
        self.read_and_take_back(move |connection| {
            serde_json::to_vec(&import::preview_elsewhere(connection, &owner, (app, &file), &told)?)?;
            import::read(connection, &owner, (ImportFormat::Elsewhere(app), &file), &told)
        });
    }

    fn read_and_take_back(&self, read: impl Fn(&mut DbConnection) -> Result<Import, Problem> + Send + 'static) {
        self.api.system.block_on(async {
            match self.db.read(read).await {
                Ok(import) => self.write_and_take_back(import).await,
                Err(problem) => assert!(problem.status().is_client_error(), "{problem}"),
            }
        });
    }

    async fn write_and_take_back(&self, import: Import) {
        match writing::write(&self.db, &self.owner, &Arc::new(import), &|_| ()).await {
            Err(problem) if !problem.status().is_client_error() => panic!("{problem}"),
            // Nothing of it is kept.
            Err(_) => {}
            Ok(_) => {
                let take_back = |connection: &mut DbConnection| {
                    sql_query("DELETE FROM records").execute(connection).map_err(Problem::from)
                };
                self.db.write(take_back).await.expect("an empty journal");
            }
        }
    }
}

fn text(value: &Value, member: &str) -> String {
    value[member].as_str().expect("a text").to_owned()
}

/// A request to a path of the API; `None` when no client could send it.
pub fn request(method: Method, path: &str) -> Option<TestRequest> {
    let uri = format!("/api/v1{path}");
    uri.parse::<Uri>().ok()?;
    Some(TestRequest::default().method(method).uri(&uri))
}

async fn service(config: &Config, ring: &KeyRing, db: &Db, clock: &Clock) -> Box<dyn Fn(TestRequest) -> Answered> {
    let gate = Gate::open(config, ring, db.clone(), clock.clone()).expect("threads");
    let reception = Reception::new(config, ring, db.clone(), clock.clone());
    let post = Post::open(config, ring, (db.clone(), clock.clone()), (None, Tally::default())).expect("threads");
    let (app, document) = server::routed(App::new());
    let app = app
        .app_data(Data::new(db.clone()))
        .app_data(Data::new(gate))
        .app_data(Data::new(reception))
        .app_data(Data::new(post))
        .app_data(Data::new(Shelf::default()))
        .app_data(Data::new(Fonts::default()))
        .app_data(Data::new(document));
    let service = std::rc::Rc::new(init_service(app).await);
    Box::new(move |request| {
        let service = service.clone();
        Box::pin(async move {
            let response = match service.call(request.to_request()).await {
                Ok(answer) => ServiceResponse::into_parts(answer).1.map_into_boxed_body(),
                Err(error) => ResponseError::error_response(error.as_response_error()),
            };
            let status = response.status();
            let answer = to_bytes(response.into_body()).await.expect("a whole answer");
            (status, answer.to_vec())
        })
    })
}

/// The route that the first line names, of those that the API's document describes so (or any of them), and the rest.
pub fn addressed(input: &[u8], of: fn(&Value) -> bool) -> (Method, String, &[u8]) {
    thread_local! {
        static DOCUMENT: Value = serde_json::to_value(server::document()).expect("JSON");
    }
    let end = input.iter().position(|byte| *byte == b'\n').unwrap_or(input.len());
    let (line, rest) = input.split_at(end);
    DOCUMENT.with(|document| {
        let mut routes = Vec::new();
        for (path, item) in document["paths"].as_object().expect("paths") {
            for (method, operation) in item.as_object().expect("operations") {
                if of(operation) {
                    routes.push((method.to_uppercase(), path.trim_start_matches("/api/v1").to_owned()));
                }
            }
        }
        let named = routes.iter().find(|(method, path)| format!("{method} {path}").as_bytes() == line);
        let any = usize::from(line.first().copied().unwrap_or_default()) % routes.len();
        let (method, path) = named.unwrap_or(&routes[any]);
        (method.parse().expect("a method"), path.clone(), rest.get(1..).unwrap_or_default())
    })
}

/// A route's path, with what the world has in the place of its parameters.
pub fn filled(world: &World, path: &str) -> String {
    let id = match path.split('/').nth(1) {
        Some("measures") => "calm",
        Some("safety-plans") => SAFETY_PLAN,
        _ => ID,
    };
    path.replace("{id}", id).replace("{questionnaire}", "phq_9").replace("{secret}", &world.link)
}
