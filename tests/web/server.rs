//! Servers on this computer that answer by a script, and remember what they were asked.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};

use crate::certificate::Certificate;

/// A connection as a script sees it: encrypted or not.
pub trait Wire: Read + Write {}
impl<T: Read + Write> Wire for T {}

/// What a server does with a request: a path and question, and the connection to answer on.
type Script = dyn Fn(&str, &mut dyn Wire) + Send + Sync;

/// A server that runs until it is dropped.
pub struct Server {
    /// Where it listens.
    pub place: SocketAddr,
    asked: Arc<Mutex<Vec<String>>>,
    ended: Arc<AtomicBool>,
}

impl Server {
    /// Starts a server. The script gets what was asked for, a path and question, and the connection to answer on.
    pub fn start(script: impl Fn(&str, &mut dyn Wire) + Send + Sync + 'static) -> Server {
        Server::listen(None, Arc::new(script))
    }

    /// Starts a server that encrypts, and shows a certificate.
    pub fn secret(certificate: &Certificate, script: impl Fn(&str, &mut dyn Wire) + Send + Sync + 'static) -> Server {
        let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(certificate.key.clone()));
        let config = ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .with_safe_default_protocol_versions()
            .expect("versions")
            .with_no_client_auth()
            .with_single_cert(vec![CertificateDer::from(certificate.der.clone())], key)
            .expect("a certificate");
        Server::listen(Some(Arc::new(config)), Arc::new(script))
    }

    fn listen(tls: Option<Arc<ServerConfig>>, script: Arc<Script>) -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let place = listener.local_addr().expect("a port");
        let server = Server { place, asked: Arc::default(), ended: Arc::default() };
        let (asked, ended) = (server.asked.clone(), server.ended.clone());
        thread::spawn(move || {
            for stream in listener.incoming() {
                if ended.load(Ordering::SeqCst) {
                    break;
                }
                let (asked, script, tls) = (asked.clone(), script.clone(), tls.clone());
                let stream = stream.expect("a connection");
                stream.set_read_timeout(Some(Duration::from_secs(20))).expect("a connection");
                thread::spawn(move || match tls {
                    Some(tls) => {
                        let connection = ServerConnection::new(tls).expect("a connection");
                        serve(StreamOwned::new(connection, stream), &asked, &*script);
                    }
                    None => serve(stream, &asked, &*script),
                });
            }
        });
        server
    }

    /// Returns the address of a path on it.
    pub fn address(&self, path: &str) -> String {
        format!("http://{}{path}", self.place)
    }

    /// Returns every head of a request that has come, in order.
    pub fn asked(&self) -> Vec<String> {
        self.asked.lock().expect("no panic").clone()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.ended.store(true, Ordering::SeqCst);
        // Wakes the thread that listens.
        TcpStream::connect(self.place).ok();
    }
}

fn serve(mut wire: impl Wire, asked: &Mutex<Vec<String>>, script: &Script) {
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") {
        match wire.read(&mut byte) {
            Ok(1) if byte[0].is_ascii() => head.push(byte[0]),
            // Nobody is there any more, or this is no request.
            _ => return,
        }
    }
    let head = String::from_utf8(head).expect("a request in ASCII");
    let path = head.split(' ').nth(1).unwrap_or_default().to_owned();
    asked.lock().expect("no panic").push(head);
    script(&path, &mut wire);
    wire.flush().ok();
}

/// Answers with a page of a kind.
pub fn give(wire: &mut dyn Wire, kind: &str, bytes: &[u8]) {
    let head = format!("HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {}\r\n\r\n", bytes.len());
    send(wire, head.as_bytes());
    send(wire, bytes);
}

/// Leads on to another place.
pub fn lead(wire: &mut dyn Wire, to: &str) {
    send(
        wire,
        format!("HTTP/1.1 302 Found\r\nLocation: {to}\r\nSet-Cookie: a=b\r\nContent-Length: 0\r\n\r\n").as_bytes(),
    );
}

/// Sends bytes, whether somebody takes them or not.
pub fn send(wire: &mut dyn Wire, bytes: &[u8]) {
    is_taken(wire, bytes);
}

/// Sends bytes and tells whether they were taken.
pub fn is_taken(wire: &mut dyn Wire, bytes: &[u8]) -> bool {
    wire.write_all(bytes).and_then(|()| wire.flush()).is_ok()
}
