//! A curve with few enough points to be drawn in every frame.

use egui_plot::PlotPoint;

/// `points` in order of x, without those that are not numbers, and at most about `most` of them.
///
/// Where points must go, each run of neighbours keeps its lowest and its highest one, so that no peak is lost.
#[must_use]
pub fn drawable(points: impl IntoIterator<Item = (f64, f64)>, most: usize) -> Vec<PlotPoint> {
    let points: Vec<PlotPoint> =
        points.into_iter().filter(|(x, y)| x.is_finite() && y.is_finite()).map(|(x, y)| PlotPoint::new(x, y)).collect();
    if points.len() <= most.max(4) {
        return points;
    }
    // The first and the last point stay; two of each run in between.
    let run = (2 * (points.len() - 2)).div_ceil(most.max(4) - 2);
    let (first, last) = (points[0], points[points.len() - 1]);
    let mut kept = vec![first];
    for run in points[1..points.len() - 1].chunks(run) {
        let mut extremes = [0, 0];
        for (i, point) in run.iter().enumerate() {
            if point.y < run[extremes[0]].y {
                extremes[0] = i;
            }
            if point.y >= run[extremes[1]].y {
                extremes[1] = i;
            }
        }
        extremes.sort_unstable();
        kept.push(run[extremes[0]]);
        if extremes[0] != extremes[1] {
            kept.push(run[extremes[1]]);
        }
    }
    kept.push(last);
    kept
}

/// `points` as an exponential moving average that keeps `weight`, 0…1, of what came before; 0 leaves them as they are.
///
/// The average begins at the first point without a bias toward zero. Values that are not finite are left out.
#[must_use]
pub fn smooth(points: impl IntoIterator<Item = (f64, f64)>, weight: f64) -> Vec<(f64, f64)> {
    let (mut sum, mut weights) = (0.0, 0.0);
    let averaged = points.into_iter().filter(|point| point.1.is_finite()).map(|(x, y)| {
        sum = weight * sum + (1.0 - weight) * y;
        weights = weight * weights + (1.0 - weight);
        (x, sum / weights)
    });
    averaged.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn peaks_and_ends_survive() {
        let y = |i: usize| {
            if i == 5_003 {
                9.0
            } else if i == 7_771 {
                -9.0
            } else {
                libm::sin(i as f64 / 500.0)
            }
        };
        let kept = drawable((0..10_000).map(|i| (i as f64, y(i))), 500);
        assert!((400..=500).contains(&kept.len()), "{} points", kept.len());
        assert!(kept.iter().any(|point| point.y == 9.0) && kept.iter().any(|point| point.y == -9.0));
        assert_eq!((kept[0].x, kept[kept.len() - 1].x), (0.0, 9_999.0));
        assert!(kept.windows(2).all(|pair| pair[0].x < pair[1].x), "out of order");
    }

    #[test]
    fn few_points_stay_and_what_is_no_number_goes() {
        let kept = drawable([(0.0, 1.0), (1.0, f64::NAN), (2.0, f64::INFINITY), (3.0, 2.0)], 500);
        assert_eq!(kept.iter().map(|point| point.x).collect::<Vec<_>>(), [0.0, 3.0]);
        assert!(drawable([], 10).is_empty());
    }

    #[test]
    fn smoothing_averages_without_a_pull_to_zero() {
        let points = [(0.0, 4.0), (1.0, 4.0), (2.0, f64::NAN), (3.0, 0.0)];
        assert_eq!(smooth(points, 0.0), [(0.0, 4.0), (1.0, 4.0), (3.0, 0.0)]);
        let smoothed = smooth(points, 0.5);
        assert_eq!(smoothed[..2], [(0.0, 4.0), (1.0, 4.0)]);
        assert!((smoothed[2].1 - 4.0 * 0.375 / 0.875).abs() < 1e-12, "{smoothed:?}");
    }
}
