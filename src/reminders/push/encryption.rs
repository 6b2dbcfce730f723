//! Encrypting for one browser (RFC 8291, in the coding `aes128gcm` of RFC 8188).

use aes_gcm::{Aes128Gcm, KeyInit, Nonce, aead::Aead};
use hkdf::Hkdf;
use p256::{PublicKey, SecretKey, elliptic_curve::sec1::ToSec1Point};
use sha2::Sha256;
use zeroize::Zeroizing;

use super::subscription::Keys;
use crate::platform::{
    keys::random,
    problem::{Problem, Result},
};

/// The size of a record: the message is a single one.
const RECORD: u32 = 4096;
/// What ends the last record.
const LAST: u8 = 2;

/// The body of a message that this browser alone can read.
///
/// # Errors
/// When the system has no randomness to give.
pub fn encrypt(keys: &Keys, message: &[u8]) -> Result<Vec<u8>> {
    let salt = random().map_err(Problem::internal)?;
    let (salt, _) = salt.split_first_chunk::<16>().ok_or_else(failed)?;
    encrypt_with(&secret_key()?, *salt, keys, message)
}

/// A fresh key on P-256. All but one in four thousand million of random numbers are one.
///
/// # Errors
/// When the system has no randomness to give.
fn secret_key() -> Result<SecretKey> {
    loop {
        if let Ok(key) = SecretKey::from_slice(random().map_err(Problem::internal)?.as_slice()) {
            return Ok(key);
        }
    }
}

fn encrypt_with(secret: &SecretKey, salt: [u8; 16], keys: &Keys, message: &[u8]) -> Result<Vec<u8>> {
    let (ours, theirs) = (uncompressed(&secret.public_key()), uncompressed(&keys.p256dh.0));
    let shared = secret.diffie_hellman(&keys.p256dh.0);
    let mixed = Hkdf::<Sha256>::new(Some(&keys.auth.0), shared.raw_secret_bytes().as_slice());
    let input: Zeroizing<[u8; 32]> = expanded(&mixed, &[b"WebPush: info\0", theirs.as_slice(), &ours].concat())?;
    let derived = Hkdf::<Sha256>::new(Some(&salt), input.as_slice());
    let key: Zeroizing<[u8; 16]> = expanded(&derived, b"Content-Encoding: aes128gcm\0")?;
    let nonce: Zeroizing<[u8; 12]> = expanded(&derived, b"Content-Encoding: nonce\0")?;
    let cipher = Aes128Gcm::new((&*key).into());
    let sealed = cipher.encrypt(&Nonce::from(*nonce), [message, &[LAST]].concat().as_slice()).map_err(|_| failed())?;
    let length = [u8::try_from(ours.len()).map_err(Problem::internal)?];
    Ok([salt.as_slice(), &RECORD.to_be_bytes(), &length, &ours, &sealed].concat())
}

fn expanded<const N: usize>(from: &Hkdf<Sha256>, info: &[u8]) -> Result<Zeroizing<[u8; N]>> {
    let mut bytes = Zeroizing::new([0; N]);
    from.expand(info, bytes.as_mut_slice()).map_err(|_| failed())?;
    Ok(bytes)
}

/// A public key as it travels: 65 bytes.
pub fn uncompressed(key: &PublicKey) -> Vec<u8> {
    key.to_sec1_point(false).as_bytes().to_vec()
}

fn failed() -> Problem {
    Problem::internal("encrypting a push message failed")
}

#[cfg(test)]
mod tests {
    use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};

    use super::*;

    /// RFC 8291, section 5.
    #[test]
    fn the_example_of_the_rfc_comes_out_byte_for_byte() {
        let bytes = |text: &str| BASE64_URL_SAFE_NO_PAD.decode(text).unwrap();
        let keys = Keys {
            p256dh: "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
                .to_owned()
                .try_into()
                .unwrap(),
            auth: "BTBZMqHH6r4Tts7J_aSIgg".to_owned().try_into().unwrap(),
        };
        let secret = SecretKey::from_slice(&bytes("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw")).unwrap();
        let salt = bytes("DGv6ra1nlYgDCS1FRnbzlw").try_into().unwrap();
        let body = encrypt_with(&secret, salt, &keys, b"When I grow up, I want to be a watermelon").unwrap();
        let expected = "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6T\
                        lzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4\
                        a-fN";
        assert_eq!(BASE64_URL_SAFE_NO_PAD.encode(body), expected);
    }
}
