//! Futures on the heap, for traits that are used as objects.

use std::{future::Future, pin::Pin};

/// A boxed future that can be sent between threads.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;
