//! A program that uses all of the library: every call, constructor, setter, field, value and
//! variant.

#![allow(dead_code, deprecated)]

use shop_library::{
    ApiError, Client, Date, Decimal, Error, FileLink, List, NoContent, Page, Patch, Timestamp,
    filters,
    types::{
        Address, Book, BookChanges, BookId, BookKind, BookShelf, BranchId, Condition, DeskPickup,
        Event, Genre, LentEvent, Loan, LoanId, MailPickup, Member, MemberDeleteNoteBody, MemberId,
        NewBook, NewBookKind, NewLoan, NewToken, NewTokenGrant, Pickup, ReturnedEvent, State,
        Token,
    },
};

async fn read(client: &Client, id: &BookId) -> Result<(), Error> {
    let client = client.read_only();
    let list = client.books().list();
    let list = list.language("en").sort("title").colour("red");
    let list = list.limit(5).cursor("next");
    let list = list.filter(filters::book::TITLE.is_null(true));
    let list = list.filter(filters::book::PAGES.gt(100));
    let list = list.filter(filters::book::SHELF.eq(BookShelf::Upper));
    let (_, _) = (list.clone().items(), list.clone().pages());
    let books: Page<Book> = list.await?;
    let one: Book = client.books().get(id).await?;
    let cover: FileLink = client.books().cover(id).await?;
    let waiting: List<Member> = client.books().reservations(id).await?;
    let members: Page<Member> = client.members().list().await?;
    drop((books, one, cover, waiting, members));
    Ok(())
}

async fn write(client: &Client, book: BookId, member: MemberId, due: Date) -> Result<(), Error> {
    let new: Book = client.books().create(new_book()).await?;
    let changed: Book = client.books().update(&book, changes()).await?;
    let lent: Loan = client
        .loans()
        .create(new_loan(book, member.clone()))
        .await?;
    let renewed: Loan = client
        .loans()
        .renew(lent.id, due, "front")
        .remind(true)
        .await?;
    let reason = MemberDeleteNoteBody::new().reason("moved");
    let forgotten: NoContent = client.members().delete_note(member.clone(), reason).await?;
    let ended: NoContent = client.members().delete(member).await?;
    drop((new, changed, renewed, forgotten, ended));
    Ok(())
}

/// Whatever the token allows.
async fn anyone<S>(client: &Client<S>) -> Result<(), Error> {
    let events: Vec<Event> = client.events().list().await?;
    let new = NewToken::new("secret");
    let grant: bool = new.grant == NewTokenGrant::Client;
    let token: Token = client.tokens().create(new).await?;
    let token: String = token.token;
    drop((events, grant, token));
    Ok(())
}

fn new_book() -> NewBook {
    let book = NewBook::new("Walden", 352, Genre::Novel)
        .origin("Concord")
        .volume(1);
    let book = book.condition(Condition::Used).mark("W1");
    let kind: &NewBookKind = &book.kind;
    assert_eq!(*kind, NewBookKind::Entry);
    book
}

fn changes() -> BookChanges {
    let changes = BookChanges::new().summary(Patch::Null).volume(2);
    let volume: Option<i64> = changes.volume;
    assert_eq!(volume, Some(2));
    changes
}

fn new_loan(book: BookId, member: MemberId) -> NewLoan {
    let address = Address::new("Main Street 1", "Concord").country("US");
    let pickups = [
        Pickup::Desk(DeskPickup::new().desk("front")),
        Pickup::Mail(MailPickup::new().stamp("bee")),
        Pickup::Locker,
    ];
    let [_, _, pickup] = pickups;
    NewLoan::new(book, member, pickup).deliver_to(address)
}

fn of_book(book: Book) {
    let id: BookId = book.id;
    let (title, pages): (String, i64) = (book.title, book.pages);
    let state = match book.state {
        State::Available => "here",
        State::Lent => "away",
        State::Lost => "gone",
        _ => "unknown",
    };
    let genre = match book.genre {
        Some(Genre::Novel) => "prose",
        Some(Genre::Poetry) => "verse",
        Some(Genre::Essay) => "thought",
        _ => "unknown",
    };
    let is_book = book.kind == BookKind::Book;
    let (origin, mark, summary): (Option<String>, Option<String>, Option<String>) =
        (book.origin, book.mark, book.summary);
    let volume: Option<i64> = book.volume;
    drop((
        id, title, pages, state, genre, is_book, origin, mark, summary, volume,
    ));
}

fn of_condition(condition: &Condition) -> bool {
    match condition {
        Condition::New => true,
        Condition::Used | Condition::Worn => false,
        _ => false,
    }
}

fn of_member(member: Member) {
    let id: MemberId = member.id;
    let (street, city): (String, String) = (member.address.street, member.address.city);
    let country: Option<String> = member.address.country;
    let (name, phone): (String, Option<String>) = (member.name, member.phone);
    let branch: Option<BranchId> = member.branch;
    drop((id, street, city, country, name, phone, branch));
}

fn of_loan(loan: Loan) {
    let (id, book): (LoanId, BookId) = (loan.id, loan.book);
    let (due, fee): (Date, Option<Decimal>) = (loan.due, loan.fee);
    drop((id, book, due, fee));
}

fn of_event(event: Event) {
    let (tag, at): (String, Option<Timestamp>) = (event.r#type().to_string(), event.at());
    match event {
        Event::Lent(LentEvent { at, loan, .. }) => drop::<(Timestamp, Option<String>)>((at, loan)),
        Event::Returned(ReturnedEvent { at, late, .. }) => {
            let _: (Timestamp, Option<bool>) = (at, late);
        }
        _ => drop((tag, at)),
    }
}

fn of_error(error: &ApiError) -> Option<&str> {
    let body = match error {
        ApiError::BadRequest(body) | ApiError::NotFound(body) | ApiError::Conflict(body) => body,
        _ => return None,
    };
    let title: &Option<String> = &body.title;
    let texts: [&String; 3] = [&body.message, &body.request_id, &body.docs];
    let issue = body.issues.first().map(|issue| issue.field.as_str());
    assert!(title.is_some() || !texts.is_empty());
    issue
}
