//! What happens without anybody asking: delivering notices, expiring holds.
