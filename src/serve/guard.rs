//! Who may ask: browsers whose address bar names this machine, and pages of the site itself.
//!
//! Without the first, any web page could read the notes by having its own name resolve to
//! 127.0.0.1 (DNS rebinding); without the second, by connecting to the event stream from elsewhere.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};

use axum::http::{HeaderMap, Method, StatusCode, Uri, header};

/// Names by which the server may be called.
#[derive(Clone, Debug)]
pub(super) struct Hosts {
    /// The one that it was started with.
    named: String,
    /// Whether other machines may call it by any of its addresses. An address, other than a name,
    /// cannot be made to lead elsewhere.
    any_address: bool,
}

/// Why a request is not answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Refusal {
    pub(super) status: StatusCode,
    pub(super) why: &'static str,
}

impl Hosts {
    /// The names of a server that listens on `address` and was told to on `host`.
    pub(super) fn new(host: &str, address: SocketAddr) -> Self {
        let named = host.trim_start_matches('[').trim_end_matches(']').to_ascii_lowercase();
        Self { named, any_address: !address.ip().is_loopback() }
    }

    /// Checks method, host, origin and body of a request.
    pub(super) fn check(
        &self,
        method: &Method,
        uri: &Uri,
        headers: &HeaderMap,
    ) -> Result<(), Refusal> {
        let refuse = |status, why| Err(Refusal { status, why });
        if !matches!(*method, Method::GET | Method::HEAD) {
            return refuse(StatusCode::METHOD_NOT_ALLOWED, "only GET and HEAD are answered");
        }
        let mut hosts = headers.get_all(header::HOST).iter();
        let host = match (hosts.next().map(|host| host.to_str()), hosts.next()) {
            (Some(Ok(host)), None) if self.has(host) => host,
            _ => return refuse(StatusCode::FORBIDDEN, "this server is not known by that name"),
        };
        if uri.authority().is_some_and(|authority| !self.has(authority.as_str())) {
            return refuse(StatusCode::FORBIDDEN, "this server is not known by that name");
        }
        let own = |origin: &str| origin.strip_prefix("http://") == Some(host);
        let mut origins = headers.get_all(header::ORIGIN).iter();
        if !origins.all(|origin| origin.to_str().is_ok_and(own)) {
            return refuse(StatusCode::FORBIDDEN, "pages of other sites are not answered");
        }
        let length = headers.get(header::CONTENT_LENGTH);
        let has_body = length.is_some_and(|length| length != "0")
            || headers.contains_key(header::TRANSFER_ENCODING);
        if has_body {
            return refuse(StatusCode::PAYLOAD_TOO_LARGE, "requests have no body here");
        }
        Ok(())
    }

    /// Whether `host`, a name or address that may have a port, is one of the server's.
    fn has(&self, host: &str) -> bool {
        let Some(name) = without_port(host) else { return false };
        let name = name.to_ascii_lowercase();
        if name == "localhost" || name == self.named {
            return true;
        }
        match name.parse::<IpAddr>() {
            Ok(IpAddr::V4(ip)) => ip.octets() == [127, 0, 0, 1] || self.any_address,
            Ok(IpAddr::V6(ip)) => ip == Ipv6Addr::LOCALHOST || self.any_address,
            Err(_) => false,
        }
    }
}

/// `localhost:3000` → `localhost`, `[::1]:3000` → `::1`; `None` for what is neither.
fn without_port(host: &str) -> Option<&str> {
    let (name, rest) = match host.strip_prefix('[') {
        Some(address) => address.split_once(']')?,
        None => host.split_at(host.find(':').unwrap_or(host.len())),
    };
    let is_port = |port: &str| port.bytes().all(|byte| byte.is_ascii_digit());
    let fine = rest.is_empty() || rest.strip_prefix(':').is_some_and(is_port);
    (fine && !name.is_empty()).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_answers_to_its_own_names_only() {
        let loopback = Hosts::new("127.0.0.1", ([127, 0, 0, 1], 3000).into());
        let public = Hosts::new("0.0.0.0", ([0, 0, 0, 0], 3000).into());
        let named = Hosts::new("notes.lan", ([192, 168, 1, 5], 3000).into());
        for (host, expected) in [
            ("localhost", [true, true, true]),
            ("LOCALHOST:3000", [true, true, true]),
            ("127.0.0.1:3001", [true, true, true]),
            ("[::1]:3000", [true, true, true]),
            ("192.168.1.5:3000", [false, true, true]),
            ("notes.lan:3000", [false, false, true]),
            ("evil.example", [false, false, false]),
            ("localhost.evil.example", [false, false, false]),
            ("127.0.0.1.evil.example", [false, false, false]),
            ("evil.example:80@localhost", [false, false, false]),
            ("localhost:3000@evil.example", [false, false, false]),
            ("127.1", [false, false, false]),
            ("[::1", [false, false, false]),
            ("", [false, false, false]),
        ] {
            assert_eq!(
                [&loopback, &public, &named].map(|hosts| hosts.has(host)),
                expected,
                "{host}"
            );
        }
    }
}
