//! Iteration over paged lists.

use std::{
    collections::HashSet,
    fmt,
    future::{IntoFuture as _, pending, poll_fn},
    panic::resume_unwind,
    pin::Pin,
    task::{Context, Poll, ready},
    vec,
};

use futures_core::Stream;
use serde::de::DeserializeOwned;
use tokio::{runtime::Handle, task::JoinHandle};

use crate::{ApiError, BoxFuture, Call, Error, List, Page, error::Kind};

type Fetched<T, E> = Result<Page<T>, Error<E>>;
type Fetch<T, E> = Box<dyn Fn(Option<&str>) -> BoxFuture<'static, Fetched<T, E>> + Send + Sync>;

/// The pages of a list in order, newest items first.
///
/// Filters and limit are fixed when the iteration starts. While a page is being consumed, the next
/// one is prefetched.
///
/// The iteration ends after the last page or with an error, whose [`cursor`](Error::cursor) is
/// where to resume:
///
/// ```no_run
/// # use nomos_client_runtime::{ApiError, Call, Error, Page};
/// # async fn example<E: ApiError>(list: Call<Page<String>, E>) -> Result<(), Error<E>> {
/// let mut pages = list.clone().pages();
/// while let Some(page) = pages.next().await {
///     match page {
///         Ok(page) => println!("{} items", page.items.len()),
///         // Resumes at the first page that was not returned yet.
///         Err(error) => pages = list.clone().pages().resume(error.cursor()),
///     }
/// }
/// # Ok(())
/// # }
/// ```
pub struct Pages<T, E> {
    fetch: Fetch<T, E>,
    operation: &'static crate::Operation,
    /// The cursor of the next page.
    cursor: Option<String>,
    /// Cursors that were used already.
    used: HashSet<String>,
    ahead: Option<BoxFuture<'static, Fetched<T, E>>>,
    done: bool,
}

impl<T, E> Pages<T, E> {
    fn new(
        operation: &'static crate::Operation,
        cursor: Option<String>,
        fetch: Fetch<T, E>,
    ) -> Self {
        Self {
            fetch,
            operation,
            cursor,
            used: HashSet::new(),
            ahead: None,
            done: false,
        }
    }

    /// Starts at this cursor, or at the beginning if it is `None`.
    #[must_use]
    pub fn resume<C: Into<String>>(mut self, cursor: Option<C>) -> Self {
        self.cursor = cursor.map(Into::into);
        self
    }

    /// The cursor of the next page; `None` before the first and after the last one.
    pub fn cursor(&self) -> Option<&str> {
        if self.done {
            None
        } else {
            self.cursor.as_deref()
        }
    }
}

impl<T: Send + 'static, E: ApiError> Pages<T, E> {
    /// The next page; `None` after the last one and after an error.
    ///
    /// This method is cancel safe.
    pub async fn next(&mut self) -> Option<Result<Page<T>, Error<E>>> {
        poll_fn(|context| self.poll(context)).await
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Fetched<T, E>>> {
        if self.done {
            return Poll::Ready(None);
        }
        let fetched = match &mut self.ahead {
            Some(ahead) => ready!(ahead.as_mut().poll(context)),
            None => {
                self.ahead = Some((self.fetch)(self.cursor.as_deref()));
                return self.poll(context);
            }
        };
        self.ahead = None;
        let result = fetched.and_then(|page| self.go_on(page));
        self.done |= result.is_err();
        Poll::Ready(Some(
            result.map_err(|error| error.at_cursor(self.cursor.clone())),
        ))
    }

    /// Starts to fetch the page after `page`.
    fn go_on(&mut self, page: Page<T>) -> Fetched<T, E> {
        let Some(next) = page.next_page.clone().filter(|next| !next.is_empty()) else {
            if page.has_more {
                return Err(self.error("the list has more items, but no cursor for the next page"));
            }
            self.done = true;
            return Ok(page);
        };
        self.used.extend(self.cursor.clone());
        if self.used.contains(&next) {
            return Err(self.error("the list repeats a cursor: its next page was already read"));
        }
        self.ahead = Some(in_background((self.fetch)(Some(&next))));
        self.cursor = Some(next);
        Ok(page)
    }

    fn error(&self, problem: &'static str) -> Error<E> {
        Error::new(self.operation, Kind::Paging(problem))
    }
}

impl<T: Send + 'static, E: ApiError> Stream for Pages<T, E> {
    type Item = Result<Page<T>, Error<E>>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll(context)
    }
}

impl<T, E> fmt::Debug for Pages<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages")
            .field("operation", &self.operation.id)
            .finish_non_exhaustive()
    }
}

/// The items of a list, fetched page by page; see [`Pages`].
///
/// ```no_run
/// # use nomos_client_runtime::{ApiError, Call, Error, Page};
/// # async fn example<E: ApiError>(list: Call<Page<String>, E>) -> Result<(), Error<E>> {
/// let mut items = list.items();
/// while let Some(item) = items.next().await {
///     println!("{}", item?);
/// }
/// # Ok(())
/// # }
/// ```
pub struct Items<T, E> {
    pages: Pages<T, E>,
    page: vec::IntoIter<T>,
    /// The cursor of the page whose remaining items are in `page`.
    cursor: Option<String>,
}

// Items are moved out, never pinned in place.
impl<T, E> Unpin for Items<T, E> {}

impl<T, E> Items<T, E> {
    fn new(pages: Pages<T, E>) -> Self {
        Self {
            pages,
            page: Vec::new().into_iter(),
            cursor: None,
        }
    }

    /// Starts at this cursor, or at the beginning if it is `None`.
    #[must_use]
    pub fn resume<C: Into<String>>(mut self, cursor: Option<C>) -> Self {
        self.pages = self.pages.resume(cursor);
        self
    }

    /// The cursor of the page that contains the last item, for resuming later with the first item
    /// of that page. `None` on the first page.
    pub fn cursor(&self) -> Option<&str> {
        self.cursor.as_deref()
    }
}

impl<T: Send + 'static, E: ApiError> Items<T, E> {
    /// The next item; `None` after the last one and after an error.
    ///
    /// This method is cancel safe.
    pub async fn next(&mut self) -> Option<Result<T, Error<E>>> {
        poll_fn(|context| self.poll(context)).await
    }

    /// Collects the remaining items in memory.
    ///
    /// # Errors
    ///
    /// Fails as soon as a page fails, and drops the items before it.
    pub async fn collect(mut self) -> Result<Vec<T>, Error<E>> {
        let mut items = Vec::new();
        while let Some(item) = self.next().await {
            items.push(item?);
        }
        Ok(items)
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<T, Error<E>>>> {
        loop {
            if let Some(item) = self.page.next() {
                return Poll::Ready(Some(Ok(item)));
            }
            let cursor = self.pages.cursor().map(str::to_owned);
            match ready!(self.pages.poll(context)) {
                Some(Ok(page)) => {
                    self.page = page.items.into_iter();
                    self.cursor = cursor;
                }
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }
}

impl<T: Send + 'static, E: ApiError> Stream for Items<T, E> {
    type Item = Result<T, Error<E>>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll(context)
    }
}

impl<T, E> fmt::Debug for Items<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Items").field(&self.pages).finish()
    }
}

impl<T: DeserializeOwned + Send + 'static, E: ApiError> Call<Page<T>, E> {
    /// Iterates over the pages of the list, starting at the current cursor.
    pub fn pages(self) -> Pages<T, E> {
        let (operation, cursor) = (self.operation(), self.query_value("cursor"));
        let fetch = move |cursor: Option<&str>| -> BoxFuture<'static, Fetched<T, E>> {
            let mut call = self.clone();
            if let Some(cursor) = cursor {
                call = call.cursor(cursor);
            }
            call.into_future()
        };
        Pages::new(operation, cursor, Box::new(fetch))
    }

    /// Iterates over the items of the list, starting at the current cursor, in pages of 100 unless
    /// [`limit`](Self::limit) is set.
    pub fn items(self) -> Items<T, E> {
        let limited = self.query_value("limit").is_some();
        Items::new(if limited { self } else { self.limit(100) }.pages())
    }
}

impl<T: DeserializeOwned + Send + 'static, E: ApiError> Call<List<T>, E> {
    /// Iterates over the items of the list, which are returned in a single response. If the
    /// response is incomplete, the iteration ends with an error.
    pub fn items(self) -> Items<T, E> {
        let operation = self.operation();
        let fetch = move |_: Option<&str>| -> BoxFuture<'static, Fetched<T, E>> {
            let call = self.clone();
            Box::pin(async move {
                let List { items, has_more } = call.await?;
                Ok(Page {
                    items,
                    next_page: None,
                    has_more,
                })
            })
        };
        Items::new(Pages::new(operation, None, Box::new(fetch)))
    }
}

/// Spawns `work` if there is a runtime, and aborts it when dropped.
fn in_background<T: Send + 'static>(work: BoxFuture<'static, T>) -> BoxFuture<'static, T> {
    struct AbortOnDrop<T>(JoinHandle<T>);

    impl<T> Drop for AbortOnDrop<T> {
        fn drop(&mut self) {
            self.0.abort();
        }
    }

    let Ok(runtime) = Handle::try_current() else {
        return work;
    };
    let mut task = AbortOnDrop(runtime.spawn(work));
    Box::pin(async move {
        match (&mut task.0).await {
            Ok(result) => result,
            Err(error) => match error.try_into_panic() {
                Ok(panic) => resume_unwind(panic),
                // The runtime is shutting down, and with it the task that waits here.
                Err(_) => pending().await,
            },
        }
    })
}
