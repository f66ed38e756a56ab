//! All stories about the whole service, in one binary.
//!
//! Each module says `cfg(test)` aloud: that is how clippy knows that a test may stop.
#[cfg(test)]
mod acting;
#[cfg(test)]
mod allocation;
#[cfg(test)]
mod attachments;
#[cfg(test)]
mod audit;
#[cfg(test)]
mod availability;
#[cfg(test)]
mod back;
#[cfg(test)]
mod browser;
#[cfg(test)]
mod calendar;
#[cfg(test)]
mod calls;
#[cfg(test)]
mod citizen;
#[cfg(test)]
mod client;
#[cfg(test)]
mod commands;
#[cfg(test)]
mod day;
#[cfg(test)]
mod edges;
#[cfg(test)]
mod editors;
#[cfg(test)]
mod evening;
#[cfg(test)]
mod expectation;
#[cfg(test)]
mod filing;
#[cfg(test)]
mod finding;
#[cfg(test)]
mod guard;
#[cfg(test)]
mod handed_in;
#[cfg(test)]
mod headquarters;
#[cfg(test)]
mod holidays;
#[cfg(test)]
mod house;
#[cfg(test)]
mod intake;
#[cfg(test)]
mod interpreter;
#[cfg(test)]
mod kannel;
#[cfg(test)]
mod kill;
#[cfg(test)]
mod kinds;
#[cfg(test)]
mod life;
#[cfg(test)]
mod mail;
#[cfg(test)]
mod meetings;
#[cfg(test)]
mod model;
#[cfg(test)]
mod nodes;
#[cfg(test)]
mod notify;
#[cfg(test)]
mod offers;
#[cfg(test)]
mod outbox;
#[cfg(test)]
mod outcome;
#[cfg(test)]
mod pages;
#[cfg(test)]
mod people;
#[cfg(test)]
mod permissions;
#[cfg(test)]
mod places;
#[cfg(test)]
mod plan_clearance;
#[cfg(test)]
mod plan_demo;
#[cfg(test)]
mod plan_kill;
#[cfg(test)]
mod plan_peers;
#[cfg(test)]
mod plans;
#[cfg(test)]
mod postgres;
#[cfg(test)]
mod protected;
#[cfg(test)]
mod protection;
#[cfg(test)]
mod race;
#[cfg(test)]
mod readers;
#[cfg(test)]
mod registering;
#[cfg(test)]
mod reminders;
#[cfg(test)]
mod reseat;
#[cfg(test)]
mod rest;
#[cfg(test)]
mod rules;
#[cfg(test)]
mod rush;
#[cfg(test)]
mod schema;
#[cfg(test)]
mod seed;
#[cfg(test)]
mod settings;
#[cfg(test)]
mod sheet;
#[cfg(test)]
mod simulate;
#[cfg(test)]
mod smpp;
#[cfg(test)]
mod smpp_kannel;
#[cfg(test)]
mod story;
#[cfg(test)]
mod survey;
#[cfg(test)]
mod texts;
#[cfg(test)]
mod tidy;
#[cfg(test)]
mod tools;
#[cfg(test)]
mod tracking;
#[cfg(test)]
mod triage;
#[cfg(test)]
mod undo;
#[cfg(test)]
mod visits;
#[cfg(test)]
mod waiting_list;
#[cfg(test)]
mod whose;
#[cfg(test)]
mod why;
#[cfg(test)]
mod withdraw;
#[cfg(test)]
mod world;
