//! `admit`: from `admit` to the first complete key frame at both sides, over warm lines and cold.
use majlis_signaling::media::probe::{AdmitFigures, measure_admit};

use super::BenchError;
use super::figure::Figure;

const ROUNDS: usize = 40;
const MEDIAN_MS_MOST: u32 = 60;
const P95_MS_MOST: u32 = 80;
const COLD_RATIO: f64 = 3.0;

/// Admits again and again on a forwarder of its own.
pub(super) async fn measure() -> Result<Vec<Figure>, BenchError> {
    let AdmitFigures { warm, cold } = measure_admit(ROUNDS).await?;
    let of = |figures, percent| {
        AdmitFigures::percentile(figures, percent).ok_or(BenchError::Broken("nobody was admitted"))
    };
    let median = (of(&warm, 50)?, MEDIAN_MS_MOST);
    let cold = ("cold admission, p50; ratio is cold to warm", of(&cold, 50)?);
    Ok(vec![
        Figure::shorter("admit", median, cold, COLD_RATIO),
        Figure::time("admit_p95", of(&warm, 95)?, P95_MS_MOST),
    ])
}
