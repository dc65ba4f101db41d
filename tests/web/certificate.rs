//! Certificates made in the test: signed by themselves, for a name and a span of years (X.509 in DER, RFC 5280).

use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair};

/// A certificate and its key, both in DER.
pub struct Certificate {
    pub der: Vec<u8>,
    pub key: Vec<u8>,
}

impl Certificate {
    /// Makes one for a host, good from the start of one year to the start of another.
    pub fn new(host: &str, from: u32, until: u32) -> Certificate {
        let random = SystemRandom::new();
        let key = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &random).expect("a key");
        let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, key.as_ref(), &random).expect("a key");
        let signed_by = list(&[&[0x06, 8, 0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, 2]]);
        let common = list(&[&[0x06, 3, 0x55, 4, 3], &part(0x0c, host.as_bytes())]);
        let name = list(&[&part(0x31, &common)]);
        let year = |year: u32| part(0x18, format!("{year}0101000000Z").as_bytes());
        let curve: &[u8] = &[0x06, 8, 0x2a, 0x86, 0x48, 0xce, 0x3d, 3, 1, 7];
        let public =
            list(&[&list(&[&[0x06, 7, 0x2a, 0x86, 0x48, 0xce, 0x3d, 2, 1], curve]), &bits(pair.public_key().as_ref())]);
        let hosts = match host.parse::<std::net::Ipv4Addr>() {
            Ok(place) => part(0x87, &place.octets()),
            Err(_) => part(0x82, host.as_bytes()),
        };
        let extension = list(&[&[0x06, 3, 0x55, 0x1d, 17], &part(0x04, &list(&[&hosts]))]);
        let body = list(&[
            &part(0xa0, &[2, 1, 2]),
            &[2, 1, 7],
            &signed_by,
            &name,
            &list(&[&year(from), &year(until)]),
            &name,
            &public,
            &part(0xa3, &list(&[&extension])),
        ]);
        let signature = pair.sign(&random, &body).expect("a signature");
        Certificate { der: list(&[&body, &signed_by, &bits(signature.as_ref())]), key: key.as_ref().to_vec() }
    }

    /// Writes it as a PEM file has it.
    pub fn pem(&self) -> String {
        const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        let mut out = String::from("-----BEGIN CERTIFICATE-----\n");
        for (at, three) in self.der.chunks(3).enumerate() {
            let number =
                three.iter().fold(0u32, |number, byte| number << 8 | u32::from(*byte)) << (8 * (3 - three.len()));
            let letter = |n: usize| char::from(LETTERS[(number >> (18 - 6 * n)) as usize & 63]);
            out.extend((0..4).map(|n| if n <= three.len() { letter(n) } else { '=' }));
            out.push_str(if at % 16 == 15 { "\n" } else { "" });
        }
        out + "\n-----END CERTIFICATE-----\n"
    }
}

fn part(tag: u8, inside: &[u8]) -> Vec<u8> {
    let mut out = vec![tag];
    match inside.len() {
        short @ 0..128 => out.push(short as u8),
        long @ 128..256 => out.extend([0x81, long as u8]),
        long => out.extend([0x82, (long >> 8) as u8, long as u8]),
    }
    out.extend(inside);
    out
}

fn list(parts: &[&[u8]]) -> Vec<u8> {
    part(0x30, &parts.concat())
}

fn bits(bytes: &[u8]) -> Vec<u8> {
    part(0x03, &[&[0], bytes].concat())
}
