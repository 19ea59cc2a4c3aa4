//! Cycles of a graph, such as schemas that contain themselves.

/// Numbers the nodes of a graph, given the nodes that each node leads to: nodes that lead to each
/// other have the same number. An edge between nodes of one number is on a cycle.
pub fn cycles(edges: &[Vec<usize>]) -> Vec<usize> {
    let mut leads_from = vec![Vec::new(); edges.len()];
    for (from, targets) in edges.iter().enumerate() {
        for &to in targets {
            leads_from[to].push(from);
        }
    }
    let mut numbers: Vec<Option<usize>> = vec![None; edges.len()];
    for root in finished(edges).into_iter().rev() {
        let mut open = vec![root];
        while let Some(node) = open.pop() {
            if numbers[node].is_none() {
                numbers[node] = Some(root);
                open.extend(&leads_from[node]);
            }
        }
    }
    let numbers = numbers.into_iter().enumerate();
    numbers
        .map(|(node, number)| number.unwrap_or(node))
        .collect()
}

/// All nodes, each after those that it leads to, as far as there is no cycle.
fn finished(edges: &[Vec<usize>]) -> Vec<usize> {
    let (mut finished, mut seen) = (Vec::new(), vec![false; edges.len()]);
    for start in 0..edges.len() {
        // A path of its own instead of recursion: chains can be long.
        let mut path = vec![(start, 0)];
        if std::mem::replace(&mut seen[start], true) {
            continue;
        }
        while let Some((node, next)) = path.last_mut() {
            let Some(&to) = edges[*node].get(*next) else {
                finished.push(*node);
                path.pop();
                continue;
            };
            *next += 1;
            if !std::mem::replace(&mut seen[to], true) {
                path.push((to, 0));
            }
        }
    }
    finished
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nodes_that_lead_to_each_other_have_one_number() {
        // 0 → 1 ⇄ 2 → 3, 4 → itself
        let numbers = cycles(&[vec![1], vec![2], vec![1, 3], vec![], vec![4]]);
        assert_eq!(numbers[1], numbers[2]);
        for (one, other) in [(0, 1), (2, 3), (3, 4), (0, 3)] {
            assert_ne!(numbers[one], numbers[other]);
        }
    }
}
