//! TLS, by rustls: with the operator's certificate, and with the next one once its file changed.

use std::{
    fs,
    path::PathBuf,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant, SystemTime},
};

use rustls::{
    ServerConfig,
    crypto::{CryptoProvider, ring},
    pki_types::{
        CertificateDer, PrivateKeyDer,
        pem::{Error as PemError, PemObject},
    },
    server::{ClientHello, ResolvesServerCert},
    sign::CertifiedKey,
};

use crate::platform::config::TlsFiles;

/// How often the files are looked at, at most.
const LOOK_EVERY: Duration = Duration::from_secs(1);

/// Why there is no speaking TLS, in a sentence for the operator.
#[derive(Debug, thiserror::Error)]
pub enum NotServed {
    /// There is no certificate in its file.
    #[error("the certificate {} cannot be used: {error}", file.display())]
    Certificate { file: PathBuf, error: PemError },
    /// There is no key in its file.
    #[error("the certificate's key {} cannot be used: {error}", file.display())]
    Key { file: PathBuf, error: PemError },
    /// The two are not a pair.
    #[error("the key {} and the certificate {} cannot be used together: {error}", files.key.display(), files.certificate.display())]
    Pair { files: TlsFiles, error: rustls::Error },
    /// The library has no versions of the protocol in common with itself.
    #[error("TLS cannot be spoken: {0}")]
    Protocol(rustls::Error),
}

/// What the server speaks TLS with.
///
/// # Errors
/// See [`NotServed`].
pub fn with(files: &TlsFiles) -> Result<ServerConfig, NotServed> {
    let provider = Arc::new(ring::default_provider());
    let certificate = Renewed::open(files.clone(), Arc::clone(&provider))?;
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(NotServed::Protocol)?;
    Ok(config.with_no_client_auth().with_cert_resolver(Arc::new(certificate)))
}

/// The certificate of the day.
#[derive(Debug)]
struct Renewed {
    files: TlsFiles,
    provider: Arc<CryptoProvider>,
    current: Mutex<Current>,
}

#[derive(Debug)]
struct Current {
    pair: Arc<CertifiedKey>,
    /// When the files were written.
    written: Option<SystemTime>,
    looked: Instant,
}

impl Renewed {
    fn open(files: TlsFiles, provider: Arc<CryptoProvider>) -> Result<Self, NotServed> {
        // Before reading, so that what changes meanwhile is seen the next time.
        let written = written(&files);
        let pair = Arc::new(read(&files, &provider)?);
        Ok(Self { files, provider, current: Mutex::new(Current { pair, written, looked: Instant::now() }) })
    }
}

impl ResolvesServerCert for Renewed {
    fn resolve(&self, _: ClientHello) -> Option<Arc<CertifiedKey>> {
        let mut current = self.current.lock().unwrap_or_else(PoisonError::into_inner);
        if current.looked.elapsed() >= LOOK_EVERY {
            current.looked = Instant::now();
            let written = written(&self.files);
            if written != current.written {
                match read(&self.files, &self.provider) {
                    Ok(pair) => (current.pair, current.written) = (Arc::new(pair), written),
                    // Perhaps only one of the two is in place yet: the next look tells.
                    Err(error) => tracing::warn!(%error, "the renewed certificate is passed over"),
                }
            }
        }
        Some(Arc::clone(&current.pair))
    }
}

fn written(files: &TlsFiles) -> Option<SystemTime> {
    [&files.certificate, &files.key].into_iter().filter_map(|file| fs::metadata(file).ok()?.modified().ok()).max()
}

fn read(files: &TlsFiles, provider: &CryptoProvider) -> Result<CertifiedKey, NotServed> {
    let TlsFiles { certificate, key } = files;
    let unread = |error| NotServed::Certificate { file: certificate.clone(), error };
    let chain: Vec<_> = CertificateDer::pem_file_iter(certificate).and_then(Iterator::collect).map_err(unread)?;
    if chain.is_empty() {
        return Err(unread(PemError::NoItemsFound));
    }
    let secret = PrivateKeyDer::from_pem_file(key).map_err(|error| NotServed::Key { file: key.clone(), error })?;
    CertifiedKey::from_der(chain, secret, provider).map_err(|error| NotServed::Pair { files: files.clone(), error })
}
