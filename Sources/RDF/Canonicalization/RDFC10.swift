/// RDF Dataset Canonicalization 1.0: the same labels for the blank nodes of isomorphic graphs.
public enum RDFC10 {
}
