//! Selling solar power: plans, quotes and sign-ups for feed-in.
//!
//! The types rule out what the API does not allow for feed-in: a [`FeedInSignup`] has no previous
//! supplier and no product orders, its meter is smart, a company has a VAT ID, and it starts on the
//! first of a month or on the next possible day. Rules that depend on the current date or on
//! numbers are checked before sending ([`Error::is_broken_rule`](crate::Error::is_broken_rule)).
//!
//! A feed-in subscription is paid the quarter-hourly prices of the EPEX day-ahead market, in
//! ct/kWh. Credits are issued every month, as invoices of the subscription. A household that also
//! buys electricity has two subscriptions, one per direction.
//!
//! ```no_run
//! use api_client::{
//!     Client,
//!     feed_in::{FeedInCompany, FeedInMeter, FeedInSignup, TaxStatus},
//!     german::{FirstOfMonth, Start},
//!     types::{InsertAddress, InsertPaymentMethod, SepaDebit},
//! };
//!
//! # async fn example(
//! #     client: Client,
//! #     address: InsertAddress,
//! #     account: InsertPaymentMethod,
//! # ) -> Result<(), Box<dyn std::error::Error>> {
//! let plan = client.plans().feed_in().await?.remove(0);
//! let quote = client.plans().quote_feed_in(&plan.id, "10115", 8000, TaxStatus::Regular).await?;
//! println!("about {} {} a month", quote.amount, quote.currency);
//!
//! let (mail, vat_id) = ("ada@example.com", "DE123456789");
//! let company = FeedInCompany::new("Ada", "Lovelace", "Sonne GmbH", mail, vat_id);
//! let meter = FeedInMeter::new("1APA0195124010", 8000);
//! let start = FirstOfMonth::new(2027, 3)?;
//! let signup = FeedInSignup::new(&plan.id, company, address, meter, account, start);
//! let subscription = client.subscriptions().create_feed_in(signup).await?;
//! println!("{} is {}", subscription.id, subscription.status);
//! # Ok(())
//! # }
//! ```

use crate::{
    Call, Decimal, Error,
    api::{Plans, PlansQuote, Subscriptions},
    german::Start,
    types::{
        InsertAddress, InsertCompanyCustomer, InsertCustomer, InsertMeter, InsertPaymentMethod,
        InsertPersonCustomer, InsertSubscription, LeadId, MeterType, Plan, PlanId, PlanType,
        SubscriptionSummary,
    },
};
use nomos_client_runtime::{
    Check, Rule,
    energy::rules::months_ahead,
    scope::{CanRead, CanWrite},
};
use std::collections::BTreeMap;

/// Rules that depend on the day of the sign-up or on numbers.
const RULES: &[Rule] = &[
    Rule {
        field: "intended_start_date",
        check: Check::Custom(months_ahead::<1>),
        text: "feed-in must start at least one month from today",
    },
    Rule {
        field: "meter/estimated_usage",
        check: Check::AtLeast(100),
        text: "must be at least 100 kWh per year",
    },
];

impl Plan {
    /// Whether this plan pays for electricity fed in instead of supplying electricity.
    pub fn is_feed_in(&self) -> bool {
        self.r#type == PlanType::FeedIn
    }
}

impl<S: CanRead> Plans<S> {
    /// Fetches all feed-in plans. This reads every page of the list, because the API has no filter
    /// on the type of a plan.
    ///
    /// # Errors
    ///
    /// Fails if a request for a page fails.
    pub async fn feed_in(&self) -> Result<Vec<Plan>, Error> {
        let mut items = self.list().limit(100).items();
        let mut plans = Vec::new();
        while let Some(plan) = items.next().await {
            let plan = plan?;
            if plan.is_feed_in() {
                plans.push(plan);
            }
        }
        Ok(plans)
    }

    /// Estimates the monthly payout, in EUR, for this many kWh fed in per year. It is net with
    /// [`TaxStatus::SmallBusiness`] and includes VAT otherwise.
    pub fn quote_feed_in(
        &self,
        id: impl Into<PlanId>,
        zip_code: impl Into<String>,
        estimated_feed_in: impl Into<Decimal>,
        tax_status: TaxStatus,
    ) -> PlansQuote {
        self.quote(id, zip_code, estimated_feed_in)
            .meter_type(MeterType::Smart)
            .is_tax_exempt(tax_status == TaxStatus::SmallBusiness)
    }
}

impl<S: CanWrite> Subscriptions<S> {
    /// Signs a customer up for feed-in.
    ///
    /// The subscription is `pending` until it starts, then `active`.
    ///
    /// `POST /subscriptions`, scope `write:*`.
    ///
    /// # Errors
    ///
    /// Fails with [`is_broken_rule`](crate::Error::is_broken_rule), before sending, if the start is
    /// less than one month away or fewer than 100 kWh per year are expected. The API answers 400
    /// for a plan that is not a feed-in plan and for a meter that is not installed yet.
    pub fn create_feed_in(&self, signup: FeedInSignup) -> Call<SubscriptionSummary> {
        self.create(signup.0).with_rules(RULES)
    }
}

/// Whether credits include VAT.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TaxStatus {
    /// Credits include VAT: every company, and a person with a VAT ID.
    Regular,
    /// Credits are net: a small business under § 19 UStG, with a turnover of up to 25,000 EUR in
    /// the previous year and 100,000 EUR in the current year.
    SmallBusiness,
}

/// A sign-up for feed-in.
#[derive(Clone, Debug, PartialEq)]
pub struct FeedInSignup(InsertSubscription);

impl FeedInSignup {
    /// Creates a sign-up with the required fields. The plan has to be a feed-in plan, and the meter
    /// has to be installed already.
    pub fn new(
        plan: impl Into<PlanId>,
        customer: impl Into<FeedInCustomer>,
        address: InsertAddress,
        meter: FeedInMeter,
        payment_method: InsertPaymentMethod,
        start: impl Into<Start>,
    ) -> Self {
        let customer: InsertCustomer = match customer.into() {
            FeedInCustomer::Person(person) => person.into(),
            FeedInCustomer::Company(FeedInCompany(company)) => company.into(),
        };
        let start = start.into();
        let next_possible = start == Start::NextPossible;
        let mut body = InsertSubscription::new(
            plan,
            customer,
            address,
            meter.0,
            payment_method,
            next_possible,
        );
        if let Start::On(first) = start {
            body = body.intended_start_date(first.date());
        }
        Self(body)
    }

    /// Sets the lead that this sign-up converts.
    #[must_use]
    pub fn lead(self, lead: impl Into<LeadId>) -> Self {
        Self(self.0.lead(lead))
    }

    /// Sets the key-value pairs to store with the subscription.
    #[must_use]
    pub fn metadata(self, metadata: BTreeMap<String, crate::serde_json::Value>) -> Self {
        Self(self.0.metadata(metadata))
    }
}

/// The customer who feeds in.
#[derive(Clone, Debug, PartialEq)]
pub enum FeedInCustomer {
    /// A person. Credits are net without a VAT ID (§ 19 UStG) and show VAT with one.
    Person(InsertPersonCustomer),
    /// A company.
    Company(FeedInCompany),
}

impl From<InsertPersonCustomer> for FeedInCustomer {
    fn from(person: InsertPersonCustomer) -> Self {
        Self::Person(person)
    }
}

impl From<FeedInCompany> for FeedInCustomer {
    fn from(company: FeedInCompany) -> Self {
        Self::Company(company)
    }
}

/// A company that feeds in. It needs a VAT ID, because its credits always show VAT.
#[derive(Clone, Debug, PartialEq)]
pub struct FeedInCompany(InsertCompanyCustomer);

impl FeedInCompany {
    /// Creates a company; the first and last name are those of its contact person.
    pub fn new(
        first_name: impl Into<String>,
        last_name: impl Into<String>,
        company_name: impl Into<String>,
        email: impl Into<String>,
        vat_id: impl Into<String>,
    ) -> Self {
        let company = InsertCompanyCustomer::new(first_name, last_name, company_name, email);
        Self(company.vat_id(vat_id))
    }
}

/// The smart meter that measures the energy fed in. It has to be installed already: a feed-in
/// sign-up cannot order one.
#[derive(Clone, Debug, PartialEq)]
pub struct FeedInMeter(InsertMeter);

impl FeedInMeter {
    /// Creates a smart meter from its serial number and the expected yearly feed-in in kWh, at
    /// least 100.
    pub fn new(number: impl Into<String>, estimated_feed_in: impl Into<Decimal>) -> Self {
        Self(InsertMeter::new(
            number,
            MeterType::Smart,
            estimated_feed_in,
        ))
    }

    /// Sets the market location ID (MaLo), 11 digits.
    #[must_use]
    pub fn malo(self, malo: impl Into<String>) -> Self {
        Self(self.0.malo(malo))
    }
}
