"""The public log's published formats, pure: Merkle tree, signed notes, checkpoints, tiles, cosignatures."""
