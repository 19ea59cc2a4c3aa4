//! Locks on files and folders, which end with the process. Some file systems do not support them.

use std::fs::File;

/// Locks an open file; false if another process has the lock.
#[cfg(unix)]
pub fn try_lock(file: &File) -> bool {
    use rustix::{
        fs::{FlockOperation, flock},
        io::Errno,
    };
    flock(file, FlockOperation::NonBlockingLockExclusive) != Err(Errno::WOULDBLOCK)
}

/// Locks an open file, as soon as no other process has the lock.
#[cfg(unix)]
pub fn lock(file: &File) {
    use rustix::fs::{FlockOperation, flock};
    // An error other than a taken lock is a file system without locks.
    let _ = flock(file, FlockOperation::LockExclusive);
}

#[cfg(not(unix))]
pub fn try_lock(_: &File) -> bool {
    true
}

#[cfg(not(unix))]
pub fn lock(_: &File) {}
