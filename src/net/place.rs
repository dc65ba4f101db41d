//! Where in the network a host is found, and which places a page from outside must not lead to.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use ureq::Error;
use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{ConnectionDetails, Connector, NextTimeout, Transport};

/// A host was found at a place that is nobody's but the reader's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Private(pub IpAddr);

impl Private {
    /// Returns the place, if that is what an error is about.
    pub fn within(error: &Error) -> Option<Private> {
        match error {
            Error::Other(inner) => inner.downcast_ref().copied(),
            _ => None,
        }
    }
}

/// Looks for hosts, and finds none at a private place unless that is allowed.
#[derive(Debug, Default)]
pub struct Finder {
    /// Whether private places are found.
    pub allow: bool,
    /// Who looks.
    pub inner: DefaultResolver,
}

impl Resolver for Finder {
    fn resolve(&self, uri: &Uri, config: &Config, timeout: NextTimeout) -> Result<ResolvedSocketAddrs, Error> {
        let found = self.inner.resolve(uri, config, timeout)?;
        public(&found, self.allow)?;
        Ok(found)
    }
}

/// Lets no connection be opened to a private place unless that is allowed, whoever found it.
#[derive(Debug)]
pub struct Doorkeeper {
    /// Whether private places are let through.
    pub allow: bool,
}

impl<In: Transport> Connector<In> for Doorkeeper {
    type Out = In;

    fn connect(&self, details: &ConnectionDetails<'_>, chained: Option<In>) -> Result<Option<In>, Error> {
        // These very places are connected to next, and no others.
        public(&details.addrs, self.allow)?;
        Ok(chained)
    }
}

/// Refuses places of which one is private: who mixes them means no good.
fn public(found: &[SocketAddr], allow: bool) -> Result<(), Error> {
    match found.iter().map(SocketAddr::ip).find(|place| !allow && is_private(*place)) {
        Some(place) => Err(Error::Other(Box::new(Private(place)))),
        None => Ok(()),
    }
}

/// Tells whether a place in the network is reached from here only, or is nobody's (IANA, special-purpose registries).
pub fn is_private(place: IpAddr) -> bool {
    match place {
        IpAddr::V4(place) => is_private_v4(place),
        IpAddr::V6(place) => match inner(place) {
            Some(inner) => is_private_v4(inner),
            None => is_private_v6(place),
        },
    }
}

fn is_private_v4(place: Ipv4Addr) -> bool {
    let [a, b, c, _] = place.octets();
    match (a, b, c) {
        // This network, the networks of houses and providers, this computer, and what has no address yet: there the
        // clouds keep their keys.
        (0 | 10 | 127, ..) | (172, 16..=31, _) | (192, 168, _) | (100, 64..=127, _) | (169, 254, _) => true,
        // Protocols, documents, measurements.
        (192, 0, 0 | 2) | (192, 88, 99) | (198, 18 | 19, _) | (198, 51, 100) | (203, 0, 113) => true,
        // Many at a time, and what was never given out.
        (224.., ..) => true,
        _ => false,
    }
}

fn is_private_v6(place: Ipv6Addr) -> bool {
    let parts = place.segments();
    match parts[0] {
        // Nothing, this computer, and what is left of the first block: other ways to write a private place.
        0 | 0x64 | 0x100 => true,
        // Own networks, what is on this wire, the old own networks, many at a time.
        0xfc00..=0xfdff | 0xfe80..=0xffff => true,
        // Tunnels and documents.
        0x2001 => parts[1] < 0x200 || parts[1] == 0xdb8,
        0x3fff => parts[1] < 0x1000,
        _ => false,
    }
}

/// Returns the place of the fourth version that one of the sixth stands for: mapped (RFC 4291), translated (RFC 6052),
/// or tunnelled (RFC 3056).
fn inner(place: Ipv6Addr) -> Option<Ipv4Addr> {
    let parts = place.segments();
    let of = |high: u16, low: u16| Ipv4Addr::from((u32::from(high) << 16) | u32::from(low));
    match parts {
        [0, 0, 0, 0, 0, 0xffff, high, low] | [0x64, 0xff9b, 0, 0, 0, 0, high, low] => Some(of(high, low)),
        [0x2002, high, low, ..] => Some(of(high, low)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ureq::Agent;
    use ureq::unversioned::transport::TcpConnector;

    #[test]
    fn private_places_are_known_in_every_way_they_are_written() {
        for place in [
            "0.0.0.0",
            "10.1.2.3",
            "127.0.0.1",
            "127.255.0.1",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.168.1.1",
            "100.64.0.1",
            "100.100.100.200",
            "192.0.2.1",
            "198.19.0.1",
            "224.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::7f00:1",
            "::ffff:127.0.0.1",
            "::ffff:192.168.0.1",
            "64:ff9b::10.0.0.1",
            "64:ff9b:1::1",
            "2002:7f00:1::1",
            "2002:c0a8:1::1",
            "2001:0:1::1",
            "2001:db8::1",
            "fc00::1",
            "fd00:ec2::254",
            "fe80::1",
            "fec0::1",
            "ff02::1",
        ] {
            assert!(is_private(place.parse().expect("a place")), "{place}");
        }
        for place in [
            "1.1.1.1",
            "9.9.9.9",
            "100.63.255.255",
            "100.128.0.1",
            "172.15.0.1",
            "172.32.0.1",
            "192.167.0.1",
            "193.0.6.139",
            "198.20.0.1",
            "223.255.255.254",
            "::ffff:1.1.1.1",
            "64:ff9b::1.1.1.1",
            "2002:101:101::1",
            "2001:4860:4860::8888",
            "2606:4700::1111",
            "2a00:1450::1",
        ] {
            assert!(!is_private(place.parse().expect("a place")), "{place}");
        }
    }

    fn get(address: &str, allow: bool, resolver: impl Resolver) -> Option<Private> {
        let config =
            Agent::config_builder().proxy(None).timeout_global(Some(std::time::Duration::from_secs(5))).build();
        let agent = Agent::with_parts(config, ().chain(Doorkeeper { allow }).chain(TcpConnector::default()), resolver);
        Private::within(&agent.get(address).call().expect_err("nobody answers there"))
    }

    #[test]
    fn hosts_at_private_places_are_not_found() {
        for host in ["127.0.0.1", "localhost", "[::1]", "0x7f.1", "2130706433", "[::ffff:10.0.0.1]", "169.254.169.254"]
        {
            let found = get(&format!("http://{host}:9/"), false, Finder::default());
            assert!(found.is_some_and(|private| is_private(private.0)), "{host}: {found:?}");
        }
        assert_eq!(get("http://127.0.0.1:9/", true, Finder { allow: true, ..Finder::default() }), None);
    }

    /// Finds every host on this computer, as a server of names does that means harm.
    #[derive(Debug)]
    struct Liar;

    impl Resolver for Liar {
        fn resolve(&self, _: &Uri, _: &Config, _: NextTimeout) -> Result<ResolvedSocketAddrs, Error> {
            let mut found = self.empty();
            found.push("9.9.9.9:9".parse().expect("a place"));
            found.push("127.0.0.1:9".parse().expect("a place"));
            Ok(found)
        }
    }

    #[test]
    fn nothing_is_connected_to_a_private_place_whoever_found_it() {
        let private = get("http://quay.example/", false, Liar);
        assert_eq!(private, Some(Private("127.0.0.1".parse().expect("a place"))));
    }
}
