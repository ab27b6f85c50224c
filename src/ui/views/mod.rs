//! Readers of the newest snapshot: each may change only its own display options, and returns what it asks for as actions.

pub mod answer;
pub mod arithmetic;
pub mod class;
pub mod deployment;
pub mod doctor;
pub mod evaluation;
pub mod exhibit;
pub mod export_menu;
pub mod features;
pub mod landscape;
pub mod lesson;
pub mod loss;
pub mod map;
pub mod matched;
pub mod network;
pub mod phenomena;
pub mod plane;
pub mod race;
pub mod rates;
pub mod reconstruction;
pub mod rows;
pub mod seeds;
pub mod space;
pub mod sweep;
pub mod time;
pub mod weights;
