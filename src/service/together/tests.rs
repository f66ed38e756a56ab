//! Everybody is told the own answer, whoever reads and whoever goes away.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::*;

/// Doubles every number, a moment later.
async fn doubled(reads: &AtomicUsize, keys: Vec<usize>) -> Result<Vec<usize>, ServiceError> {
    reads.fetch_add(1, Ordering::SeqCst);
    for _ in 0..8 {
        tokio::task::yield_now().await;
    }
    Ok(keys.into_iter().map(|key| key * 2).collect())
}

type Shared = (Arc<Together<usize, usize>>, Arc<AtomicUsize>);

async fn asks((together, reads): Shared, key: usize) -> usize {
    let told = together.ask(key, |keys| doubled(&reads, keys)).await;
    told.unwrap()
}

#[actix_web::test]
async fn a_thousand_who_ask_at_once_cost_few_reads_and_each_is_told_its_own() {
    let shared = Shared::default();
    let all = (0..1000).map(|key| asks(shared.clone(), key));
    let told = futures_util::future::join_all(all).await;
    assert_eq!(told, (0..1000).map(|key| key * 2).collect::<Vec<_>>());
    let reads = shared.1.load(Ordering::SeqCst);
    assert!((4..=6).contains(&reads), "{reads} reads");
}

#[actix_web::test]
async fn who_goes_away_while_reading_for_all_leaves_nobody_without_an_answer() {
    let shared = Shared::default();
    let first = actix_web::rt::spawn(asks(shared.clone(), 1));
    let others = (2..50).map(|key| actix_web::rt::spawn(asks(shared.clone(), key)));
    let others: Vec<_> = others.collect();
    while shared.1.load(Ordering::SeqCst) == 0 {
        tokio::task::yield_now().await;
    }
    first.abort();
    for (other, key) in others.into_iter().zip(2..50_usize) {
        assert_eq!(other.await.unwrap(), key * 2);
    }
}

#[actix_web::test]
async fn what_cannot_be_read_is_told_to_everybody() {
    let together: Arc<Together<usize, usize>> = Arc::default();
    let all = (0..20).map(|key| {
        let together = Arc::clone(&together);
        async move {
            let broken = |_| async { Err(ServiceError::Broken("no")) };
            together.ask(key, broken).await
        }
    });
    let told = futures_util::future::join_all(all).await;
    assert!(told.iter().all(Result::is_err));
}
