"""voting."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = '0002'
branch_labels = None
depends_on = None

GUARDS = {
    "sqlite": [
        "CREATE TRIGGER place_map_no_update BEFORE UPDATE ON place_map WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'place_map_no_update refused'); END",
        "CREATE TRIGGER place_map_no_delete BEFORE DELETE ON place_map WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'place_map_no_delete refused'); END",
        "CREATE TRIGGER place_map_of_community BEFORE INSERT ON place_map WHEN NOT EXISTS (SELECT 1 FROM place p WHERE p.id = NEW.place_id AND p.level = 'community') BEGIN SELECT RAISE(ABORT, 'place_map_of_community refused'); END",
        "CREATE TRIGGER proposal_point_no_update BEFORE UPDATE ON proposal_point WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'proposal_point_no_update refused'); END",
        "CREATE TRIGGER proposal_point_no_delete BEFORE DELETE ON proposal_point WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'proposal_point_no_delete refused'); END",
        "CREATE TRIGGER proposal_point_on_map BEFORE INSERT ON proposal_point WHEN NOT EXISTS (SELECT 1 FROM place_map m JOIN subject s ON s.place_id = m.place_id WHERE m.id = NEW.map_id AND s.id = NEW.proposal_id AND (NEW.lon IS NULL OR (NEW.lon BETWEEN m.west AND m.east AND NEW.lat BETWEEN m.south AND m.north))) BEGIN SELECT RAISE(ABORT, 'proposal_point_on_map refused'); END",
        "CREATE TRIGGER proposal_point_grid BEFORE INSERT ON proposal_point WHEN NEW.grid_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM place g JOIN place_map m ON m.place_id = g.parent_id WHERE g.id = NEW.grid_id AND g.level = 'grid' AND m.id = NEW.map_id) BEGIN SELECT RAISE(ABORT, 'proposal_point_grid refused'); END",
        "CREATE TRIGGER proposal_point_before_freezing BEFORE INSERT ON proposal_point WHEN (SELECT p.state FROM proposal p WHERE p.id = NEW.proposal_id) NOT IN ('draft', 'submitted', 'seconded', 'screened_in', 'deliberating', 'advanced', 'deferred') BEGIN SELECT RAISE(ABORT, 'proposal_point_before_freezing refused'); END",
        "CREATE TRIGGER code_run_no_update BEFORE UPDATE ON code_run WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'code_run_no_update refused'); END",
        "CREATE TRIGGER code_run_no_delete BEFORE DELETE ON code_run WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'code_run_no_delete refused'); END",
        "CREATE TRIGGER voting_code_no_delete BEFORE DELETE ON voting_code WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'voting_code_no_delete refused'); END",
        "CREATE TRIGGER booth_shift_no_delete BEFORE DELETE ON booth_shift WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'booth_shift_no_delete refused'); END",
        "CREATE TRIGGER booth_checkin_no_delete BEFORE DELETE ON booth_checkin WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'booth_checkin_no_delete refused'); END",
        "CREATE TRIGGER code_run_issued BEFORE INSERT ON code_run WHEN (SELECT state FROM round WHERE id = NEW.round_id) NOT IN ('frozen', 'open') BEGIN SELECT RAISE(ABORT, 'code_run_issued refused'); END",
        "CREATE TRIGGER voting_code_issued BEFORE INSERT ON voting_code WHEN (SELECT state FROM round WHERE id = NEW.round_id) NOT IN ('frozen', 'open') OR NEW.used OR NEW.cancelled_at IS NOT NULL OR (SELECT round_id FROM code_run WHERE id = NEW.run_id) <> NEW.round_id BEGIN SELECT RAISE(ABORT, 'voting_code_issued refused'); END",
        "CREATE TRIGGER voting_code_fixed BEFORE UPDATE ON voting_code WHEN NEW.round_id <> OLD.round_id OR NEW.entry_id <> OLD.entry_id OR NEW.mac <> OLD.mac OR NEW.run_id <> OLD.run_id OR (OLD.cancelled_at IS NOT NULL AND (NEW.cancelled_at IS NULL OR NEW.cancelled_at <> OLD.cancelled_at)) OR (OLD.used AND NOT NEW.used) OR (NEW.used AND NOT OLD.used AND OLD.cancelled_at IS NOT NULL) BEGIN SELECT RAISE(ABORT, 'voting_code_fixed refused'); END",
        "CREATE TRIGGER booth_shift_fixed BEFORE UPDATE ON booth_shift WHEN NEW.round_id <> OLD.round_id OR NEW.number <> OLD.number OR NEW.token <> OLD.token OR NEW.venue <> OLD.venue OR NEW.starts_at <> OLD.starts_at OR NEW.ends_at > OLD.ends_at OR NEW.opened_by <> OLD.opened_by OR NEW.opened_at <> OLD.opened_at OR OLD.closed_at IS NOT NULL BEGIN SELECT RAISE(ABORT, 'booth_shift_fixed refused'); END",
        "CREATE TRIGGER booth_checkin_given BEFORE INSERT ON booth_checkin WHEN (SELECT state FROM round WHERE id = NEW.round_id) <> 'open' OR NEW.used OR NEW.cancelled_at IS NOT NULL OR (SELECT round_id FROM booth_shift WHERE id = NEW.shift_id) <> NEW.round_id BEGIN SELECT RAISE(ABORT, 'booth_checkin_given refused'); END",
        "CREATE TRIGGER booth_checkin_fixed BEFORE UPDATE ON booth_checkin WHEN NEW.round_id <> OLD.round_id OR NEW.entry_id <> OLD.entry_id OR NEW.mac <> OLD.mac OR NEW.shift_id <> OLD.shift_id OR NEW.by_id <> OLD.by_id OR NEW.at <> OLD.at OR NEW.expires_at <> OLD.expires_at OR (OLD.cancelled_at IS NOT NULL AND (NEW.cancelled_at IS NULL OR NEW.cancelled_at <> OLD.cancelled_at)) OR (OLD.used AND NOT NEW.used) OR (NEW.used AND NOT OLD.used AND OLD.cancelled_at IS NOT NULL) BEGIN SELECT RAISE(ABORT, 'booth_checkin_fixed refused'); END",
        "CREATE TRIGGER roll_mark_by_code_insert BEFORE INSERT ON roll_mark WHEN (NEW.channel = 'letter_code' AND NOT EXISTS (SELECT 1 FROM voting_code AS c WHERE c.round_id = NEW.round_id AND c.entry_id = NEW.entry_id AND c.used AND c.cancelled_at IS NULL)) OR (NEW.channel = 'booth' AND NOT EXISTS (SELECT 1 FROM booth_checkin AS c WHERE c.round_id = NEW.round_id AND c.entry_id = NEW.entry_id AND c.used)) BEGIN SELECT RAISE(ABORT, 'roll_mark_by_code_insert refused'); END",
        "CREATE TRIGGER roll_mark_by_code_update BEFORE UPDATE ON roll_mark WHEN (NEW.channel = 'letter_code' AND NOT EXISTS (SELECT 1 FROM voting_code AS c WHERE c.round_id = NEW.round_id AND c.entry_id = NEW.entry_id AND c.used AND c.cancelled_at IS NULL)) OR (NEW.channel = 'booth' AND NOT EXISTS (SELECT 1 FROM booth_checkin AS c WHERE c.round_id = NEW.round_id AND c.entry_id = NEW.entry_id AND c.used)) BEGIN SELECT RAISE(ABORT, 'roll_mark_by_code_update refused'); END",
        "CREATE TRIGGER exclusive_group_no_delete BEFORE DELETE ON exclusive_group WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'exclusive_group_no_delete refused'); END",
        "CREATE TRIGGER exclusive_member_no_delete BEFORE DELETE ON exclusive_member WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'exclusive_member_no_delete refused'); END",
        "CREATE TRIGGER exclusive_group_fixed BEFORE UPDATE ON exclusive_group WHEN OLD.ended_at IS NOT NULL OR NEW.cycle_id <> OLD.cycle_id OR NEW.number <> OLD.number OR NEW.reason <> OLD.reason OR NEW.made_by <> OLD.made_by OR NEW.made_at <> OLD.made_at BEGIN SELECT RAISE(ABORT, 'exclusive_group_fixed refused'); END",
        "CREATE TRIGGER exclusive_member_fixed BEFORE UPDATE ON exclusive_member WHEN OLD.ended_at IS NOT NULL OR NEW.group_id <> OLD.group_id OR NEW.proposal_id <> OLD.proposal_id BEGIN SELECT RAISE(ABORT, 'exclusive_member_fixed refused'); END",
        "CREATE TRIGGER exclusive_group_frozen_insert BEFORE INSERT ON exclusive_group WHEN EXISTS (SELECT 1 FROM round r JOIN subject s ON s.id = r.id WHERE s.cycle_id = NEW.cycle_id AND r.state <> 'void') BEGIN SELECT RAISE(ABORT, 'exclusive_group_frozen_insert refused'); END",
        "CREATE TRIGGER exclusive_member_frozen_insert BEFORE INSERT ON exclusive_member WHEN EXISTS (SELECT 1 FROM round r JOIN subject s ON s.id = r.id WHERE s.cycle_id = (SELECT cycle_id FROM exclusive_group WHERE id = NEW.group_id) AND r.state <> 'void') BEGIN SELECT RAISE(ABORT, 'exclusive_member_frozen_insert refused'); END",
        "CREATE TRIGGER exclusive_group_frozen_update BEFORE UPDATE ON exclusive_group WHEN EXISTS (SELECT 1 FROM round r JOIN subject s ON s.id = r.id WHERE s.cycle_id = NEW.cycle_id AND r.state <> 'void') BEGIN SELECT RAISE(ABORT, 'exclusive_group_frozen_update refused'); END",
        "CREATE TRIGGER exclusive_member_frozen_update BEFORE UPDATE ON exclusive_member WHEN EXISTS (SELECT 1 FROM round r JOIN subject s ON s.id = r.id WHERE s.cycle_id = (SELECT cycle_id FROM exclusive_group WHERE id = NEW.group_id) AND r.state <> 'void') BEGIN SELECT RAISE(ABORT, 'exclusive_member_frozen_update refused'); END",
        "CREATE TRIGGER paper_issue_no_update BEFORE UPDATE ON paper_issue WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'paper_issue_no_update refused'); END",
        "CREATE TRIGGER paper_issue_no_delete BEFORE DELETE ON paper_issue WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'paper_issue_no_delete refused'); END",
        "CREATE TRIGGER paper_settlement_no_update BEFORE UPDATE ON paper_settlement WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'paper_settlement_no_update refused'); END",
        "CREATE TRIGGER paper_settlement_no_delete BEFORE DELETE ON paper_settlement WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'paper_settlement_no_delete refused'); END",
        "CREATE TRIGGER paper_finish_no_update BEFORE UPDATE ON paper_finish WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'paper_finish_no_update refused'); END",
        "CREATE TRIGGER paper_finish_no_delete BEFORE DELETE ON paper_finish WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'paper_finish_no_delete refused'); END",
        "CREATE TRIGGER paper_run_no_delete BEFORE DELETE ON paper_run WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'paper_run_no_delete refused'); END",
        "CREATE TRIGGER paper_stub_no_delete BEFORE DELETE ON paper_stub WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'paper_stub_no_delete refused'); END",
        "CREATE TRIGGER paper_pass_no_delete BEFORE DELETE ON paper_pass WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'paper_pass_no_delete refused'); END",
        "CREATE TRIGGER paper_entry_no_delete BEFORE DELETE ON paper_entry WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'paper_entry_no_delete refused'); END",
        "CREATE TRIGGER paper_run_before BEFORE INSERT ON paper_run WHEN (SELECT state FROM round WHERE id = NEW.round_id) NOT IN ('frozen','open') BEGIN SELECT RAISE(ABORT, 'paper_run_before refused'); END",
        "CREATE TRIGGER paper_run_fixed BEFORE UPDATE ON paper_run WHEN NEW.id <> OLD.id OR NEW.round_id <> OLD.round_id OR NEW.number <> OLD.number OR NEW.first <> OLD.first OR NEW.last <> OLD.last OR NEW.ordered_by <> OLD.ordered_by OR OLD.counted_at IS NOT NULL OR OLD.given_up_at IS NOT NULL OR (OLD.printed_at IS NOT NULL AND (NEW.printed_at IS NULL OR NEW.printed_at <> OLD.printed_at)) BEGIN SELECT RAISE(ABORT, 'paper_run_fixed refused'); END",
        "CREATE TRIGGER paper_serial_drawn BEFORE INSERT ON paper_serial WHEN (SELECT state FROM round WHERE id = NEW.round_id) NOT IN ('frozen','open') OR NEW.run_id IS NULL OR NEW.cancelled OR (SELECT counted_at IS NOT NULL OR given_up_at IS NOT NULL FROM paper_run r WHERE r.id = NEW.run_id) BEGIN SELECT RAISE(ABORT, 'paper_serial_drawn refused'); END",
        "CREATE TRIGGER paper_serial_fixed BEFORE UPDATE ON paper_serial WHEN NEW.serial <> OLD.serial OR NEW.round_id <> OLD.round_id OR NEW.run_id IS NOT NULL OR (OLD.cancelled AND NOT NEW.cancelled) BEGIN SELECT RAISE(ABORT, 'paper_serial_fixed refused'); END",
        "CREATE TRIGGER paper_serial_stays BEFORE DELETE ON paper_serial WHEN OLD.run_id IS NULL BEGIN SELECT RAISE(ABORT, 'paper_serial_stays refused'); END",
        "CREATE TRIGGER paper_serial_entered BEFORE UPDATE ON paper_serial WHEN NEW.cancelled AND NOT OLD.cancelled AND EXISTS (SELECT 1 FROM paper_entry e WHERE e.round_id = NEW.round_id AND e.serial = NEW.serial AND e.undone_at IS NULL) BEGIN SELECT RAISE(ABORT, 'paper_serial_entered refused'); END",
        "CREATE TRIGGER paper_stub_begins BEFORE INSERT ON paper_stub WHEN NEW.issue_id IS NOT NULL OR NEW.ended <> '' BEGIN SELECT RAISE(ABORT, 'paper_stub_begins refused'); END",
        "CREATE TRIGGER paper_stub_once BEFORE UPDATE ON paper_stub WHEN NEW.number <> OLD.number OR NEW.round_id <> OLD.round_id OR NEW.run_id <> OLD.run_id OR OLD.ended <> '' OR (OLD.issue_id IS NOT NULL AND NEW.issue_id <> OLD.issue_id) OR (SELECT state FROM round WHERE id = NEW.round_id) NOT IN ('frozen','open','closed','entering') BEGIN SELECT RAISE(ABORT, 'paper_stub_once refused'); END",
        "CREATE TRIGGER paper_stub_used BEFORE UPDATE ON paper_stub WHEN NEW.ended = 'used' AND (SELECT state FROM round WHERE id = NEW.round_id) <> 'open' BEGIN SELECT RAISE(ABORT, 'paper_stub_used refused'); END",
        "CREATE TRIGGER paper_pass_entering BEFORE INSERT ON paper_pass WHEN (SELECT state FROM round WHERE id = NEW.round_id) <> 'entering' OR EXISTS (SELECT 1 FROM paper_finish f WHERE f.round_id = NEW.round_id) BEGIN SELECT RAISE(ABORT, 'paper_pass_entering refused'); END",
        "CREATE TRIGGER paper_pass_once BEFORE UPDATE ON paper_pass WHEN OLD.finished_at IS NOT NULL OR NEW.by_id <> OLD.by_id OR NEW.round_id <> OLD.round_id OR NEW.way <> OLD.way BEGIN SELECT RAISE(ABORT, 'paper_pass_once refused'); END",
        "CREATE TRIGGER paper_entry_allowed BEFORE INSERT ON paper_entry WHEN (SELECT state FROM round WHERE id = NEW.round_id) <> 'entering' OR EXISTS (SELECT 1 FROM paper_finish f WHERE f.round_id = NEW.round_id) OR (SELECT COUNT(*) FROM paper_entry e WHERE e.round_id = NEW.round_id AND e.serial = NEW.serial AND e.undone_at IS NULL) >= 2 OR (SELECT cancelled OR run_id IS NOT NULL FROM paper_serial s WHERE s.round_id = NEW.round_id AND s.serial = NEW.serial) OR NEW.undone_at IS NOT NULL OR (SELECT finished_at IS NOT NULL FROM paper_pass p WHERE p.id = NEW.pass_id) BEGIN SELECT RAISE(ABORT, 'paper_entry_allowed refused'); END",
        "CREATE TRIGGER paper_entry_undone BEFORE UPDATE ON paper_entry WHEN NEW.id <> OLD.id OR NEW.round_id <> OLD.round_id OR NEW.serial <> OLD.serial OR NEW.pass_id <> OLD.pass_id OR NEW.by_id <> OLD.by_id OR NEW.content <> OLD.content OR NEW.reason <> OLD.reason OR NEW.at <> OLD.at OR OLD.undone_at IS NOT NULL OR NEW.undone_at IS NULL OR (SELECT state FROM round WHERE id = NEW.round_id) <> 'entering' OR (SELECT finished_at IS NOT NULL FROM paper_pass p WHERE p.id = NEW.pass_id) BEGIN SELECT RAISE(ABORT, 'paper_entry_undone refused'); END",
        "CREATE TRIGGER paper_settlement_third BEFORE INSERT ON paper_settlement WHEN (SELECT state FROM round WHERE id = NEW.round_id) <> 'entering' OR EXISTS (SELECT 1 FROM paper_finish f WHERE f.round_id = NEW.round_id) OR (SELECT COUNT(*) FROM paper_entry e JOIN paper_pass p ON p.id = e.pass_id WHERE e.round_id = NEW.round_id AND e.serial = NEW.serial AND e.undone_at IS NULL AND p.finished_at IS NOT NULL) <> 2 OR (SELECT COUNT(*) FROM paper_entry e JOIN paper_pass p ON p.id = e.pass_id WHERE e.round_id = NEW.round_id AND e.serial = NEW.serial AND e.undone_at IS NULL AND e.by_id = NEW.by_id) > 0 OR (SELECT COUNT(DISTINCT e.content || e.reason) FROM paper_entry e JOIN paper_pass p ON p.id = e.pass_id WHERE e.round_id = NEW.round_id AND e.serial = NEW.serial AND e.undone_at IS NULL) < 2 BEGIN SELECT RAISE(ABORT, 'paper_settlement_third refused'); END",
        "CREATE TRIGGER paper_finish_entering BEFORE INSERT ON paper_finish WHEN (SELECT state FROM round WHERE id = NEW.round_id) <> 'entering' BEGIN SELECT RAISE(ABORT, 'paper_finish_entering refused'); END",
        "CREATE TRIGGER round_account_no_update BEFORE UPDATE ON round_account WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'round_account_no_update refused'); END",
        "CREATE TRIGGER round_account_no_delete BEFORE DELETE ON round_account WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'round_account_no_delete refused'); END",
        "CREATE TRIGGER round_proof_no_update BEFORE UPDATE ON round_proof WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'round_proof_no_update refused'); END",
        "CREATE TRIGGER round_proof_no_delete BEFORE DELETE ON round_proof WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'round_proof_no_delete refused'); END",
        "CREATE TRIGGER round_difference_no_delete BEFORE DELETE ON round_difference WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'round_difference_no_delete refused'); END",
        "CREATE TRIGGER round_account_before BEFORE INSERT ON round_account WHEN (SELECT state FROM round WHERE id = NEW.round_id) <> 'entering' BEGIN SELECT RAISE(ABORT, 'round_account_before refused'); END",
        "CREATE TRIGGER round_difference_before BEFORE INSERT ON round_difference WHEN (SELECT state FROM round WHERE id = NEW.round_id) <> 'entering' BEGIN SELECT RAISE(ABORT, 'round_difference_before refused'); END",
        "CREATE TRIGGER round_proof_counted BEFORE INSERT ON round_proof WHEN (SELECT state FROM round WHERE id = NEW.round_id) <> 'counted' BEGIN SELECT RAISE(ABORT, 'round_proof_counted refused'); END",
        "CREATE TRIGGER round_difference_fixed BEFORE UPDATE ON round_difference WHEN NEW.round_id <> OLD.round_id OR NEW.pile <> OLD.pile OR NEW.expected <> OLD.expected OR NEW.actual <> OLD.actual OR NEW.opened_at <> OLD.opened_at OR NEW.due_at <> OLD.due_at OR OLD.superseded_at IS NOT NULL OR (OLD.explained_at IS NOT NULL AND (NEW.explanation <> OLD.explanation OR NEW.explained_at IS NULL OR NEW.explained_at <> OLD.explained_at)) OR (SELECT state FROM round WHERE id = NEW.round_id) <> 'entering' BEGIN SELECT RAISE(ABORT, 'round_difference_fixed refused'); END",
        "CREATE TRIGGER round_adopted_proven BEFORE UPDATE OF state ON round WHEN OLD.state = 'counted' AND NEW.state = 'adopted' AND EXISTS (SELECT 1 FROM round_account a WHERE a.round_id = NEW.id AND a.expected <> a.actual) AND NOT EXISTS (SELECT 1 FROM round_proof p WHERE p.round_id = NEW.id AND NOT p.could) BEGIN SELECT RAISE(ABORT, 'round_adopted_proven refused'); END",
        "CREATE TRIGGER round_reconciled_explained BEFORE UPDATE OF state ON round WHEN OLD.state = 'entering' AND NEW.state = 'reconciled' AND EXISTS (SELECT 1 FROM round_account a WHERE a.round_id = NEW.id AND a.expected <> a.actual AND NOT EXISTS (SELECT 1 FROM round_difference d WHERE d.round_id = a.round_id AND d.pile = a.pile AND d.expected = a.expected AND d.actual = a.actual AND d.superseded_at IS NULL AND d.explained_at IS NOT NULL)) BEGIN SELECT RAISE(ABORT, 'round_reconciled_explained refused'); END",
        "CREATE TRIGGER round_terms_frozen BEFORE UPDATE ON round WHEN NEW.form <> OLD.form OR NEW.most <> OLD.most OR NEW.points <> OLD.points OR NEW.overshoot <> OLD.overshoot OR NEW.add_step <> OLD.add_step OR NEW.tie_rule <> OLD.tie_rule OR NEW.number_source <> OLD.number_source OR NEW.unit <> OLD.unit OR NEW.channels <> OLD.channels OR NEW.min_turnout <> OLD.min_turnout OR NEW.records_from <> OLD.records_from OR NEW.extension_days <> OLD.extension_days OR NEW.entering_days <> OLD.entering_days OR NEW.receipts <> OLD.receipts OR NEW.keepers <> OLD.keepers BEGIN SELECT RAISE(ABORT, 'round_terms_frozen refused'); END",
        "CREATE TRIGGER sealed_ballot_beside BEFORE INSERT ON sealed_ballot WHEN (SELECT channel FROM roll_mark WHERE round_id = NEW.round_id AND entry_id = NEW.entry_id) = 'paper' BEGIN SELECT RAISE(ABORT, 'sealed_ballot_beside refused'); END",
        "CREATE TRIGGER sealed_ballot_after BEFORE UPDATE ON sealed_ballot WHEN (SELECT channel FROM roll_mark WHERE round_id = NEW.round_id AND entry_id = NEW.entry_id) = 'paper' BEGIN SELECT RAISE(ABORT, 'sealed_ballot_after refused'); END",
        "CREATE TRIGGER key_split_no_delete BEFORE DELETE ON key_split WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'key_split_no_delete refused'); END",
        "CREATE TRIGGER key_share_no_delete BEFORE DELETE ON key_share WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'key_share_no_delete refused'); END",
        "CREATE TRIGGER key_split_frozen BEFORE INSERT ON key_split WHEN (SELECT state FROM round WHERE id = NEW.round_id) <> 'frozen' BEGIN SELECT RAISE(ABORT, 'key_split_frozen refused'); END",
        "CREATE TRIGGER key_share_frozen BEFORE INSERT ON key_share WHEN (SELECT state FROM round WHERE id = NEW.round_id) <> 'frozen' BEGIN SELECT RAISE(ABORT, 'key_share_frozen refused'); END",
        "CREATE TRIGGER key_split_given_up BEFORE UPDATE ON key_split WHEN NEW.round_id <> OLD.round_id OR NEW.made_at <> OLD.made_at OR (OLD.given_up_at IS NOT NULL AND NEW.given_up_at IS NULL) OR (OLD.restored_at IS NOT NULL AND NEW.restored_at IS NULL) OR (OLD.given_up_at IS NULL AND NEW.given_up_at IS NOT NULL AND (SELECT count(*) FROM key_share WHERE round_id = NEW.round_id AND confirmed_at IS NOT NULL) < 3) OR (OLD.restored_at IS NULL AND NEW.restored_at IS NOT NULL AND (SELECT count(*) FROM key_share WHERE round_id = NEW.round_id AND returned_at IS NOT NULL) < 2) BEGIN SELECT RAISE(ABORT, 'key_split_given_up refused'); END",
        "CREATE TRIGGER key_share_fixed BEFORE UPDATE ON key_share WHEN NEW.round_id <> OLD.round_id OR NEW.seat <> OLD.seat OR NEW.person_id <> OLD.person_id OR NEW.fingerprint <> OLD.fingerprint OR NEW.taken_at <> OLD.taken_at OR (OLD.confirmed_at IS NOT NULL AND NEW.confirmed_at IS NULL) OR (OLD.returned_at IS NOT NULL AND NEW.returned_at IS NULL) BEGIN SELECT RAISE(ABORT, 'key_share_fixed refused'); END",
        "CREATE TRIGGER key_share_early BEFORE UPDATE ON key_share WHEN OLD.returned_at IS NULL AND NEW.returned_at IS NOT NULL AND (SELECT sealed_root FROM round WHERE id = NEW.round_id) IS NULL BEGIN SELECT RAISE(ABORT, 'key_share_early refused'); END",
        "CREATE TRIGGER round_keepers BEFORE UPDATE OF state ON round WHEN NEW.state = 'open' AND NEW.keepers AND NEW.public_key IS NOT NULL AND NOT EXISTS (SELECT 1 FROM key_split WHERE round_id = NEW.id AND given_up_at IS NOT NULL) BEGIN SELECT RAISE(ABORT, 'round_keepers refused'); END",
        "CREATE TRIGGER mark_sample_no_delete BEFORE DELETE ON mark_sample WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'mark_sample_no_delete refused'); END",
        "CREATE TRIGGER mark_asked_no_delete BEFORE DELETE ON mark_asked WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'mark_asked_no_delete refused'); END",
        "CREATE TRIGGER mark_sample_fixed BEFORE UPDATE ON mark_sample WHEN OLD.reported_at IS NOT NULL OR NEW.round_id <> OLD.round_id OR NEW.lot_id <> OLD.lot_id OR NEW.size <> OLD.size OR NEW.population <> OLD.population BEGIN SELECT RAISE(ABORT, 'mark_sample_fixed refused'); END",
        "CREATE TRIGGER mark_asked_drawn BEFORE INSERT ON mark_asked WHEN NEW.answer IS NOT NULL OR NOT EXISTS (SELECT 1 FROM mark_sample s JOIN lot_place p ON p.lot_id = s.lot_id WHERE s.id = NEW.sample_id AND p.rank = NEW.rank AND p.member_id = NEW.entry_id AND NEW.rank <= s.size) BEGIN SELECT RAISE(ABORT, 'mark_asked_drawn refused'); END",
        "CREATE TRIGGER mark_asked_fixed BEFORE UPDATE ON mark_asked WHEN NEW.entry_id <> OLD.entry_id OR NEW.rank <> OLD.rank OR OLD.answer IN ('yes', 'no') OR (SELECT reported_at FROM mark_sample WHERE id = NEW.sample_id) IS NOT NULL BEGIN SELECT RAISE(ABORT, 'mark_asked_fixed refused'); END",
        "CREATE TRIGGER posting_overshoot BEFORE INSERT ON posting WHEN NEW.act = 'overshoot' AND NEW.amount + (SELECT COALESCE(SUM(p.amount), 0) FROM posting p WHERE p.cycle_id = NEW.cycle_id AND p.act = 'overshoot') > COALESCE((SELECT MAX(r.budget * r.overshoot / 10000) FROM round r JOIN subject s ON s.id = r.id WHERE s.cycle_id = NEW.cycle_id AND r.state = 'adopted'), 0) BEGIN SELECT RAISE(ABORT, 'posting_overshoot refused'); END",
        "CREATE TRIGGER roll_mark_cast BEFORE INSERT ON roll_mark WHEN (SELECT state FROM round WHERE id = NEW.round_id) <> 'open' BEGIN SELECT RAISE(ABORT, 'roll_mark_cast refused'); END",
        "CREATE TRIGGER roll_mark_fixed BEFORE UPDATE ON roll_mark WHEN (SELECT state FROM round WHERE id = NEW.round_id) <> 'open' OR NEW.entry_id <> OLD.entry_id OR OLD.channel = 'paper' BEGIN SELECT RAISE(ABORT, 'roll_mark_fixed refused'); END",
        "CREATE TRIGGER sealed_ballot_opened BEFORE DELETE ON sealed_ballot WHEN (SELECT sealed_root FROM round WHERE id = OLD.round_id) IS NULL AND (SELECT channel FROM roll_mark WHERE round_id = OLD.round_id AND entry_id = OLD.entry_id) <> 'paper' BEGIN SELECT RAISE(ABORT, 'sealed_ballot_opened refused'); END",
        "CREATE TRIGGER posting_flow BEFORE INSERT ON posting WHEN (NEW.act || '>' || (SELECT kind FROM ledger_account WHERE id = NEW.credit_id) || '>' || (SELECT kind FROM ledger_account WHERE id = NEW.debit_id)) NOT IN ('open>grant>pool', 'open>pool>variation_reserve', 'open>pool>urgent_reserve', 'reserve>pool>reserved', 'release>reserved>pool', 'overshoot>urgent_reserve>reserved', 'commit>reserved>committed', 'commit>pool>committed', 'contract>committed>contracted', 'contract>committed>pool', 'supplement>variation_reserve>contracted', 'reduce>contracted>pool', 'replace>contracted>committed', 'pay>contracted>paid', 'pay>contracted>retention', 'settle>contracted>pool', 'settle>committed>pool', 'terminate>contracted>pool', 'terminate>committed>pool', 'reclaim>paid>pool', 'release_retention>retention>paid', 'return>pool>returned', 'return>variation_reserve>returned', 'return>urgent_reserve>returned') BEGIN SELECT RAISE(ABORT, 'posting_flow refused'); END",
        "CREATE TRIGGER void_request_no_delete BEFORE DELETE ON void_request WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'void_request_no_delete refused'); END",
    ],
    "postgresql": [
        "CREATE FUNCTION place_map_no_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'place_map_no_update refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER place_map_no_update BEFORE UPDATE ON place_map FOR EACH ROW EXECUTE FUNCTION place_map_no_update()',
        "CREATE FUNCTION place_map_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'place_map_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER place_map_no_delete BEFORE DELETE ON place_map FOR EACH ROW EXECUTE FUNCTION place_map_no_delete()',
        "CREATE FUNCTION place_map_of_community() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NOT EXISTS (SELECT 1 FROM place p WHERE p.id = NEW.place_id AND p.level = 'community') THEN RAISE EXCEPTION 'place_map_of_community refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER place_map_of_community BEFORE INSERT ON place_map FOR EACH ROW EXECUTE FUNCTION place_map_of_community()',
        "CREATE FUNCTION proposal_point_no_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'proposal_point_no_update refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER proposal_point_no_update BEFORE UPDATE ON proposal_point FOR EACH ROW EXECUTE FUNCTION proposal_point_no_update()',
        "CREATE FUNCTION proposal_point_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'proposal_point_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER proposal_point_no_delete BEFORE DELETE ON proposal_point FOR EACH ROW EXECUTE FUNCTION proposal_point_no_delete()',
        "CREATE FUNCTION proposal_point_on_map() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NOT EXISTS (SELECT 1 FROM place_map m JOIN subject s ON s.place_id = m.place_id WHERE m.id = NEW.map_id AND s.id = NEW.proposal_id AND (NEW.lon IS NULL OR (NEW.lon BETWEEN m.west AND m.east AND NEW.lat BETWEEN m.south AND m.north))) THEN RAISE EXCEPTION 'proposal_point_on_map refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER proposal_point_on_map BEFORE INSERT ON proposal_point FOR EACH ROW EXECUTE FUNCTION proposal_point_on_map()',
        "CREATE FUNCTION proposal_point_grid() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.grid_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM place g JOIN place_map m ON m.place_id = g.parent_id WHERE g.id = NEW.grid_id AND g.level = 'grid' AND m.id = NEW.map_id) THEN RAISE EXCEPTION 'proposal_point_grid refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER proposal_point_grid BEFORE INSERT ON proposal_point FOR EACH ROW EXECUTE FUNCTION proposal_point_grid()',
        "CREATE FUNCTION proposal_point_before_freezing() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF (SELECT p.state FROM proposal p WHERE p.id = NEW.proposal_id) NOT IN ('draft', 'submitted', 'seconded', 'screened_in', 'deliberating', 'advanced', 'deferred') THEN RAISE EXCEPTION 'proposal_point_before_freezing refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER proposal_point_before_freezing BEFORE INSERT ON proposal_point FOR EACH ROW EXECUTE FUNCTION proposal_point_before_freezing()',
        "CREATE FUNCTION code_run_no_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'code_run_no_update refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER code_run_no_update BEFORE UPDATE ON code_run FOR EACH ROW EXECUTE FUNCTION code_run_no_update()',
        "CREATE FUNCTION code_run_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'code_run_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER code_run_no_delete BEFORE DELETE ON code_run FOR EACH ROW EXECUTE FUNCTION code_run_no_delete()',
        "CREATE FUNCTION voting_code_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'voting_code_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER voting_code_no_delete BEFORE DELETE ON voting_code FOR EACH ROW EXECUTE FUNCTION voting_code_no_delete()',
        "CREATE FUNCTION booth_shift_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'booth_shift_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER booth_shift_no_delete BEFORE DELETE ON booth_shift FOR EACH ROW EXECUTE FUNCTION booth_shift_no_delete()',
        "CREATE FUNCTION booth_checkin_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'booth_checkin_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER booth_checkin_no_delete BEFORE DELETE ON booth_checkin FOR EACH ROW EXECUTE FUNCTION booth_checkin_no_delete()',
        "CREATE FUNCTION code_run_issued() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF (SELECT state FROM round WHERE id = NEW.round_id) NOT IN ('frozen', 'open') THEN RAISE EXCEPTION 'code_run_issued refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER code_run_issued BEFORE INSERT ON code_run FOR EACH ROW EXECUTE FUNCTION code_run_issued()',
        "CREATE FUNCTION voting_code_issued() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF (SELECT state FROM round WHERE id = NEW.round_id) NOT IN ('frozen', 'open') OR NEW.used OR NEW.cancelled_at IS NOT NULL OR (SELECT round_id FROM code_run WHERE id = NEW.run_id) <> NEW.round_id THEN RAISE EXCEPTION 'voting_code_issued refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER voting_code_issued BEFORE INSERT ON voting_code FOR EACH ROW EXECUTE FUNCTION voting_code_issued()',
        "CREATE FUNCTION voting_code_fixed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.round_id <> OLD.round_id OR NEW.entry_id <> OLD.entry_id OR NEW.mac <> OLD.mac OR NEW.run_id <> OLD.run_id OR (OLD.cancelled_at IS NOT NULL AND (NEW.cancelled_at IS NULL OR NEW.cancelled_at <> OLD.cancelled_at)) OR (OLD.used AND NOT NEW.used) OR (NEW.used AND NOT OLD.used AND OLD.cancelled_at IS NOT NULL) THEN RAISE EXCEPTION 'voting_code_fixed refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER voting_code_fixed BEFORE UPDATE ON voting_code FOR EACH ROW EXECUTE FUNCTION voting_code_fixed()',
        "CREATE FUNCTION booth_shift_fixed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.round_id <> OLD.round_id OR NEW.number <> OLD.number OR NEW.token <> OLD.token OR NEW.venue <> OLD.venue OR NEW.starts_at <> OLD.starts_at OR NEW.ends_at > OLD.ends_at OR NEW.opened_by <> OLD.opened_by OR NEW.opened_at <> OLD.opened_at OR OLD.closed_at IS NOT NULL THEN RAISE EXCEPTION 'booth_shift_fixed refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER booth_shift_fixed BEFORE UPDATE ON booth_shift FOR EACH ROW EXECUTE FUNCTION booth_shift_fixed()',
        "CREATE FUNCTION booth_checkin_given() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF (SELECT state FROM round WHERE id = NEW.round_id) <> 'open' OR NEW.used OR NEW.cancelled_at IS NOT NULL OR (SELECT round_id FROM booth_shift WHERE id = NEW.shift_id) <> NEW.round_id THEN RAISE EXCEPTION 'booth_checkin_given refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER booth_checkin_given BEFORE INSERT ON booth_checkin FOR EACH ROW EXECUTE FUNCTION booth_checkin_given()',
        "CREATE FUNCTION booth_checkin_fixed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.round_id <> OLD.round_id OR NEW.entry_id <> OLD.entry_id OR NEW.mac <> OLD.mac OR NEW.shift_id <> OLD.shift_id OR NEW.by_id <> OLD.by_id OR NEW.at <> OLD.at OR NEW.expires_at <> OLD.expires_at OR (OLD.cancelled_at IS NOT NULL AND (NEW.cancelled_at IS NULL OR NEW.cancelled_at <> OLD.cancelled_at)) OR (OLD.used AND NOT NEW.used) OR (NEW.used AND NOT OLD.used AND OLD.cancelled_at IS NOT NULL) THEN RAISE EXCEPTION 'booth_checkin_fixed refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER booth_checkin_fixed BEFORE UPDATE ON booth_checkin FOR EACH ROW EXECUTE FUNCTION booth_checkin_fixed()',
        "CREATE FUNCTION roll_mark_by_code_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF (NEW.channel = 'letter_code' AND NOT EXISTS (SELECT 1 FROM voting_code AS c WHERE c.round_id = NEW.round_id AND c.entry_id = NEW.entry_id AND c.used AND c.cancelled_at IS NULL)) OR (NEW.channel = 'booth' AND NOT EXISTS (SELECT 1 FROM booth_checkin AS c WHERE c.round_id = NEW.round_id AND c.entry_id = NEW.entry_id AND c.used)) THEN RAISE EXCEPTION 'roll_mark_by_code_insert refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER roll_mark_by_code_insert BEFORE INSERT ON roll_mark FOR EACH ROW EXECUTE FUNCTION roll_mark_by_code_insert()',
        "CREATE FUNCTION roll_mark_by_code_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF (NEW.channel = 'letter_code' AND NOT EXISTS (SELECT 1 FROM voting_code AS c WHERE c.round_id = NEW.round_id AND c.entry_id = NEW.entry_id AND c.used AND c.cancelled_at IS NULL)) OR (NEW.channel = 'booth' AND NOT EXISTS (SELECT 1 FROM booth_checkin AS c WHERE c.round_id = NEW.round_id AND c.entry_id = NEW.entry_id AND c.used)) THEN RAISE EXCEPTION 'roll_mark_by_code_update refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER roll_mark_by_code_update BEFORE UPDATE ON roll_mark FOR EACH ROW EXECUTE FUNCTION roll_mark_by_code_update()',
        "CREATE FUNCTION exclusive_group_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'exclusive_group_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER exclusive_group_no_delete BEFORE DELETE ON exclusive_group FOR EACH ROW EXECUTE FUNCTION exclusive_group_no_delete()',
        "CREATE FUNCTION exclusive_member_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'exclusive_member_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER exclusive_member_no_delete BEFORE DELETE ON exclusive_member FOR EACH ROW EXECUTE FUNCTION exclusive_member_no_delete()',
        "CREATE FUNCTION exclusive_group_fixed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF OLD.ended_at IS NOT NULL OR NEW.cycle_id <> OLD.cycle_id OR NEW.number <> OLD.number OR NEW.reason <> OLD.reason OR NEW.made_by <> OLD.made_by OR NEW.made_at <> OLD.made_at THEN RAISE EXCEPTION 'exclusive_group_fixed refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER exclusive_group_fixed BEFORE UPDATE ON exclusive_group FOR EACH ROW EXECUTE FUNCTION exclusive_group_fixed()',
        "CREATE FUNCTION exclusive_member_fixed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF OLD.ended_at IS NOT NULL OR NEW.group_id <> OLD.group_id OR NEW.proposal_id <> OLD.proposal_id THEN RAISE EXCEPTION 'exclusive_member_fixed refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER exclusive_member_fixed BEFORE UPDATE ON exclusive_member FOR EACH ROW EXECUTE FUNCTION exclusive_member_fixed()',
        "CREATE FUNCTION exclusive_group_frozen_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF EXISTS (SELECT 1 FROM round r JOIN subject s ON s.id = r.id WHERE s.cycle_id = NEW.cycle_id AND r.state <> 'void') THEN RAISE EXCEPTION 'exclusive_group_frozen_insert refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER exclusive_group_frozen_insert BEFORE INSERT ON exclusive_group FOR EACH ROW EXECUTE FUNCTION exclusive_group_frozen_insert()',
        "CREATE FUNCTION exclusive_member_frozen_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF EXISTS (SELECT 1 FROM round r JOIN subject s ON s.id = r.id WHERE s.cycle_id = (SELECT cycle_id FROM exclusive_group WHERE id = NEW.group_id) AND r.state <> 'void') THEN RAISE EXCEPTION 'exclusive_member_frozen_insert refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER exclusive_member_frozen_insert BEFORE INSERT ON exclusive_member FOR EACH ROW EXECUTE FUNCTION exclusive_member_frozen_insert()',
        "CREATE FUNCTION exclusive_group_frozen_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF EXISTS (SELECT 1 FROM round r JOIN subject s ON s.id = r.id WHERE s.cycle_id = NEW.cycle_id AND r.state <> 'void') THEN RAISE EXCEPTION 'exclusive_group_frozen_update refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER exclusive_group_frozen_update BEFORE UPDATE ON exclusive_group FOR EACH ROW EXECUTE FUNCTION exclusive_group_frozen_update()',
        "CREATE FUNCTION exclusive_member_frozen_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF EXISTS (SELECT 1 FROM round r JOIN subject s ON s.id = r.id WHERE s.cycle_id = (SELECT cycle_id FROM exclusive_group WHERE id = NEW.group_id) AND r.state <> 'void') THEN RAISE EXCEPTION 'exclusive_member_frozen_update refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER exclusive_member_frozen_update BEFORE UPDATE ON exclusive_member FOR EACH ROW EXECUTE FUNCTION exclusive_member_frozen_update()',
        "CREATE FUNCTION paper_issue_no_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'paper_issue_no_update refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER paper_issue_no_update BEFORE UPDATE ON paper_issue FOR EACH ROW EXECUTE FUNCTION paper_issue_no_update()',
        "CREATE FUNCTION paper_issue_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'paper_issue_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER paper_issue_no_delete BEFORE DELETE ON paper_issue FOR EACH ROW EXECUTE FUNCTION paper_issue_no_delete()',
        "CREATE FUNCTION paper_settlement_no_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'paper_settlement_no_update refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER paper_settlement_no_update BEFORE UPDATE ON paper_settlement FOR EACH ROW EXECUTE FUNCTION paper_settlement_no_update()',
        "CREATE FUNCTION paper_settlement_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'paper_settlement_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER paper_settlement_no_delete BEFORE DELETE ON paper_settlement FOR EACH ROW EXECUTE FUNCTION paper_settlement_no_delete()',
        "CREATE FUNCTION paper_finish_no_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'paper_finish_no_update refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER paper_finish_no_update BEFORE UPDATE ON paper_finish FOR EACH ROW EXECUTE FUNCTION paper_finish_no_update()',
        "CREATE FUNCTION paper_finish_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'paper_finish_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER paper_finish_no_delete BEFORE DELETE ON paper_finish FOR EACH ROW EXECUTE FUNCTION paper_finish_no_delete()',
        "CREATE FUNCTION paper_run_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'paper_run_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER paper_run_no_delete BEFORE DELETE ON paper_run FOR EACH ROW EXECUTE FUNCTION paper_run_no_delete()',
        "CREATE FUNCTION paper_stub_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'paper_stub_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER paper_stub_no_delete BEFORE DELETE ON paper_stub FOR EACH ROW EXECUTE FUNCTION paper_stub_no_delete()',
        "CREATE FUNCTION paper_pass_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'paper_pass_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER paper_pass_no_delete BEFORE DELETE ON paper_pass FOR EACH ROW EXECUTE FUNCTION paper_pass_no_delete()',
        "CREATE FUNCTION paper_entry_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'paper_entry_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER paper_entry_no_delete BEFORE DELETE ON paper_entry FOR EACH ROW EXECUTE FUNCTION paper_entry_no_delete()',
        "CREATE FUNCTION paper_run_before() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF (SELECT state FROM round WHERE id = NEW.round_id) NOT IN ('frozen','open') THEN RAISE EXCEPTION 'paper_run_before refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER paper_run_before BEFORE INSERT ON paper_run FOR EACH ROW EXECUTE FUNCTION paper_run_before()',
        "CREATE FUNCTION paper_run_fixed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.id <> OLD.id OR NEW.round_id <> OLD.round_id OR NEW.number <> OLD.number OR NEW.first <> OLD.first OR NEW.last <> OLD.last OR NEW.ordered_by <> OLD.ordered_by OR OLD.counted_at IS NOT NULL OR OLD.given_up_at IS NOT NULL OR (OLD.printed_at IS NOT NULL AND (NEW.printed_at IS NULL OR NEW.printed_at <> OLD.printed_at)) THEN RAISE EXCEPTION 'paper_run_fixed refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER paper_run_fixed BEFORE UPDATE ON paper_run FOR EACH ROW EXECUTE FUNCTION paper_run_fixed()',
        "CREATE FUNCTION paper_serial_drawn() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF (SELECT state FROM round WHERE id = NEW.round_id) NOT IN ('frozen','open') OR NEW.run_id IS NULL OR NEW.cancelled OR (SELECT counted_at IS NOT NULL OR given_up_at IS NOT NULL FROM paper_run r WHERE r.id = NEW.run_id) THEN RAISE EXCEPTION 'paper_serial_drawn refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER paper_serial_drawn BEFORE INSERT ON paper_serial FOR EACH ROW EXECUTE FUNCTION paper_serial_drawn()',
        "CREATE FUNCTION paper_serial_fixed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.serial <> OLD.serial OR NEW.round_id <> OLD.round_id OR NEW.run_id IS NOT NULL OR (OLD.cancelled AND NOT NEW.cancelled) THEN RAISE EXCEPTION 'paper_serial_fixed refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER paper_serial_fixed BEFORE UPDATE ON paper_serial FOR EACH ROW EXECUTE FUNCTION paper_serial_fixed()',
        "CREATE FUNCTION paper_serial_stays() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF OLD.run_id IS NULL THEN RAISE EXCEPTION 'paper_serial_stays refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER paper_serial_stays BEFORE DELETE ON paper_serial FOR EACH ROW EXECUTE FUNCTION paper_serial_stays()',
        "CREATE FUNCTION paper_serial_entered() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.cancelled AND NOT OLD.cancelled AND EXISTS (SELECT 1 FROM paper_entry e WHERE e.round_id = NEW.round_id AND e.serial = NEW.serial AND e.undone_at IS NULL) THEN RAISE EXCEPTION 'paper_serial_entered refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER paper_serial_entered BEFORE UPDATE ON paper_serial FOR EACH ROW EXECUTE FUNCTION paper_serial_entered()',
        "CREATE FUNCTION paper_stub_begins() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.issue_id IS NOT NULL OR NEW.ended <> '' THEN RAISE EXCEPTION 'paper_stub_begins refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER paper_stub_begins BEFORE INSERT ON paper_stub FOR EACH ROW EXECUTE FUNCTION paper_stub_begins()',
        "CREATE FUNCTION paper_stub_once() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.number <> OLD.number OR NEW.round_id <> OLD.round_id OR NEW.run_id <> OLD.run_id OR OLD.ended <> '' OR (OLD.issue_id IS NOT NULL AND NEW.issue_id <> OLD.issue_id) OR (SELECT state FROM round WHERE id = NEW.round_id) NOT IN ('frozen','open','closed','entering') THEN RAISE EXCEPTION 'paper_stub_once refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER paper_stub_once BEFORE UPDATE ON paper_stub FOR EACH ROW EXECUTE FUNCTION paper_stub_once()',
        "CREATE FUNCTION paper_stub_used() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.ended = 'used' AND (SELECT state FROM round WHERE id = NEW.round_id) <> 'open' THEN RAISE EXCEPTION 'paper_stub_used refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER paper_stub_used BEFORE UPDATE ON paper_stub FOR EACH ROW EXECUTE FUNCTION paper_stub_used()',
        "CREATE FUNCTION paper_pass_entering() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF (SELECT state FROM round WHERE id = NEW.round_id) <> 'entering' OR EXISTS (SELECT 1 FROM paper_finish f WHERE f.round_id = NEW.round_id) THEN RAISE EXCEPTION 'paper_pass_entering refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER paper_pass_entering BEFORE INSERT ON paper_pass FOR EACH ROW EXECUTE FUNCTION paper_pass_entering()',
        "CREATE FUNCTION paper_pass_once() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF OLD.finished_at IS NOT NULL OR NEW.by_id <> OLD.by_id OR NEW.round_id <> OLD.round_id OR NEW.way <> OLD.way THEN RAISE EXCEPTION 'paper_pass_once refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER paper_pass_once BEFORE UPDATE ON paper_pass FOR EACH ROW EXECUTE FUNCTION paper_pass_once()',
        "CREATE FUNCTION paper_entry_allowed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF (SELECT state FROM round WHERE id = NEW.round_id) <> 'entering' OR EXISTS (SELECT 1 FROM paper_finish f WHERE f.round_id = NEW.round_id) OR (SELECT COUNT(*) FROM paper_entry e WHERE e.round_id = NEW.round_id AND e.serial = NEW.serial AND e.undone_at IS NULL) >= 2 OR (SELECT cancelled OR run_id IS NOT NULL FROM paper_serial s WHERE s.round_id = NEW.round_id AND s.serial = NEW.serial) OR NEW.undone_at IS NOT NULL OR (SELECT finished_at IS NOT NULL FROM paper_pass p WHERE p.id = NEW.pass_id) THEN RAISE EXCEPTION 'paper_entry_allowed refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER paper_entry_allowed BEFORE INSERT ON paper_entry FOR EACH ROW EXECUTE FUNCTION paper_entry_allowed()',
        "CREATE FUNCTION paper_entry_undone() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.id <> OLD.id OR NEW.round_id <> OLD.round_id OR NEW.serial <> OLD.serial OR NEW.pass_id <> OLD.pass_id OR NEW.by_id <> OLD.by_id OR NEW.content <> OLD.content OR NEW.reason <> OLD.reason OR NEW.at <> OLD.at OR OLD.undone_at IS NOT NULL OR NEW.undone_at IS NULL OR (SELECT state FROM round WHERE id = NEW.round_id) <> 'entering' OR (SELECT finished_at IS NOT NULL FROM paper_pass p WHERE p.id = NEW.pass_id) THEN RAISE EXCEPTION 'paper_entry_undone refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER paper_entry_undone BEFORE UPDATE ON paper_entry FOR EACH ROW EXECUTE FUNCTION paper_entry_undone()',
        "CREATE FUNCTION paper_settlement_third() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF (SELECT state FROM round WHERE id = NEW.round_id) <> 'entering' OR EXISTS (SELECT 1 FROM paper_finish f WHERE f.round_id = NEW.round_id) OR (SELECT COUNT(*) FROM paper_entry e JOIN paper_pass p ON p.id = e.pass_id WHERE e.round_id = NEW.round_id AND e.serial = NEW.serial AND e.undone_at IS NULL AND p.finished_at IS NOT NULL) <> 2 OR (SELECT COUNT(*) FROM paper_entry e JOIN paper_pass p ON p.id = e.pass_id WHERE e.round_id = NEW.round_id AND e.serial = NEW.serial AND e.undone_at IS NULL AND e.by_id = NEW.by_id) > 0 OR (SELECT COUNT(DISTINCT e.content || e.reason) FROM paper_entry e JOIN paper_pass p ON p.id = e.pass_id WHERE e.round_id = NEW.round_id AND e.serial = NEW.serial AND e.undone_at IS NULL) < 2 THEN RAISE EXCEPTION 'paper_settlement_third refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER paper_settlement_third BEFORE INSERT ON paper_settlement FOR EACH ROW EXECUTE FUNCTION paper_settlement_third()',
        "CREATE FUNCTION paper_finish_entering() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF (SELECT state FROM round WHERE id = NEW.round_id) <> 'entering' THEN RAISE EXCEPTION 'paper_finish_entering refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER paper_finish_entering BEFORE INSERT ON paper_finish FOR EACH ROW EXECUTE FUNCTION paper_finish_entering()',
        "CREATE FUNCTION round_account_no_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'round_account_no_update refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER round_account_no_update BEFORE UPDATE ON round_account FOR EACH ROW EXECUTE FUNCTION round_account_no_update()',
        "CREATE FUNCTION round_account_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'round_account_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER round_account_no_delete BEFORE DELETE ON round_account FOR EACH ROW EXECUTE FUNCTION round_account_no_delete()',
        "CREATE FUNCTION round_proof_no_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'round_proof_no_update refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER round_proof_no_update BEFORE UPDATE ON round_proof FOR EACH ROW EXECUTE FUNCTION round_proof_no_update()',
        "CREATE FUNCTION round_proof_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'round_proof_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER round_proof_no_delete BEFORE DELETE ON round_proof FOR EACH ROW EXECUTE FUNCTION round_proof_no_delete()',
        "CREATE FUNCTION round_difference_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'round_difference_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER round_difference_no_delete BEFORE DELETE ON round_difference FOR EACH ROW EXECUTE FUNCTION round_difference_no_delete()',
        "CREATE FUNCTION round_account_before() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF (SELECT state FROM round WHERE id = NEW.round_id) <> 'entering' THEN RAISE EXCEPTION 'round_account_before refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER round_account_before BEFORE INSERT ON round_account FOR EACH ROW EXECUTE FUNCTION round_account_before()',
        "CREATE FUNCTION round_difference_before() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF (SELECT state FROM round WHERE id = NEW.round_id) <> 'entering' THEN RAISE EXCEPTION 'round_difference_before refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER round_difference_before BEFORE INSERT ON round_difference FOR EACH ROW EXECUTE FUNCTION round_difference_before()',
        "CREATE FUNCTION round_proof_counted() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF (SELECT state FROM round WHERE id = NEW.round_id) <> 'counted' THEN RAISE EXCEPTION 'round_proof_counted refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER round_proof_counted BEFORE INSERT ON round_proof FOR EACH ROW EXECUTE FUNCTION round_proof_counted()',
        "CREATE FUNCTION round_difference_fixed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.round_id <> OLD.round_id OR NEW.pile <> OLD.pile OR NEW.expected <> OLD.expected OR NEW.actual <> OLD.actual OR NEW.opened_at <> OLD.opened_at OR NEW.due_at <> OLD.due_at OR OLD.superseded_at IS NOT NULL OR (OLD.explained_at IS NOT NULL AND (NEW.explanation <> OLD.explanation OR NEW.explained_at IS NULL OR NEW.explained_at <> OLD.explained_at)) OR (SELECT state FROM round WHERE id = NEW.round_id) <> 'entering' THEN RAISE EXCEPTION 'round_difference_fixed refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER round_difference_fixed BEFORE UPDATE ON round_difference FOR EACH ROW EXECUTE FUNCTION round_difference_fixed()',
        "CREATE FUNCTION round_adopted_proven() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF OLD.state = 'counted' AND NEW.state = 'adopted' AND EXISTS (SELECT 1 FROM round_account a WHERE a.round_id = NEW.id AND a.expected <> a.actual) AND NOT EXISTS (SELECT 1 FROM round_proof p WHERE p.round_id = NEW.id AND NOT p.could) THEN RAISE EXCEPTION 'round_adopted_proven refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER round_adopted_proven BEFORE UPDATE OF state ON round FOR EACH ROW EXECUTE FUNCTION round_adopted_proven()',
        "CREATE FUNCTION round_reconciled_explained() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF OLD.state = 'entering' AND NEW.state = 'reconciled' AND EXISTS (SELECT 1 FROM round_account a WHERE a.round_id = NEW.id AND a.expected <> a.actual AND NOT EXISTS (SELECT 1 FROM round_difference d WHERE d.round_id = a.round_id AND d.pile = a.pile AND d.expected = a.expected AND d.actual = a.actual AND d.superseded_at IS NULL AND d.explained_at IS NOT NULL)) THEN RAISE EXCEPTION 'round_reconciled_explained refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER round_reconciled_explained BEFORE UPDATE OF state ON round FOR EACH ROW EXECUTE FUNCTION round_reconciled_explained()',
        "CREATE FUNCTION round_terms_frozen() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.form <> OLD.form OR NEW.most <> OLD.most OR NEW.points <> OLD.points OR NEW.overshoot <> OLD.overshoot OR NEW.add_step <> OLD.add_step OR NEW.tie_rule <> OLD.tie_rule OR NEW.number_source <> OLD.number_source OR NEW.unit <> OLD.unit OR NEW.channels <> OLD.channels OR NEW.min_turnout <> OLD.min_turnout OR NEW.records_from <> OLD.records_from OR NEW.extension_days <> OLD.extension_days OR NEW.entering_days <> OLD.entering_days OR NEW.receipts <> OLD.receipts OR NEW.keepers <> OLD.keepers THEN RAISE EXCEPTION 'round_terms_frozen refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER round_terms_frozen BEFORE UPDATE ON round FOR EACH ROW EXECUTE FUNCTION round_terms_frozen()',
        "CREATE FUNCTION sealed_ballot_beside() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF (SELECT channel FROM roll_mark WHERE round_id = NEW.round_id AND entry_id = NEW.entry_id) = 'paper' THEN RAISE EXCEPTION 'sealed_ballot_beside refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER sealed_ballot_beside BEFORE INSERT ON sealed_ballot FOR EACH ROW EXECUTE FUNCTION sealed_ballot_beside()',
        "CREATE FUNCTION sealed_ballot_after() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF (SELECT channel FROM roll_mark WHERE round_id = NEW.round_id AND entry_id = NEW.entry_id) = 'paper' THEN RAISE EXCEPTION 'sealed_ballot_after refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER sealed_ballot_after BEFORE UPDATE ON sealed_ballot FOR EACH ROW EXECUTE FUNCTION sealed_ballot_after()',
        "CREATE FUNCTION key_split_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'key_split_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER key_split_no_delete BEFORE DELETE ON key_split FOR EACH ROW EXECUTE FUNCTION key_split_no_delete()',
        "CREATE FUNCTION key_share_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'key_share_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER key_share_no_delete BEFORE DELETE ON key_share FOR EACH ROW EXECUTE FUNCTION key_share_no_delete()',
        "CREATE FUNCTION key_split_frozen() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF (SELECT state FROM round WHERE id = NEW.round_id) <> 'frozen' THEN RAISE EXCEPTION 'key_split_frozen refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER key_split_frozen BEFORE INSERT ON key_split FOR EACH ROW EXECUTE FUNCTION key_split_frozen()',
        "CREATE FUNCTION key_share_frozen() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF (SELECT state FROM round WHERE id = NEW.round_id) <> 'frozen' THEN RAISE EXCEPTION 'key_share_frozen refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER key_share_frozen BEFORE INSERT ON key_share FOR EACH ROW EXECUTE FUNCTION key_share_frozen()',
        "CREATE FUNCTION key_split_given_up() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.round_id <> OLD.round_id OR NEW.made_at <> OLD.made_at OR (OLD.given_up_at IS NOT NULL AND NEW.given_up_at IS NULL) OR (OLD.restored_at IS NOT NULL AND NEW.restored_at IS NULL) OR (OLD.given_up_at IS NULL AND NEW.given_up_at IS NOT NULL AND (SELECT count(*) FROM key_share WHERE round_id = NEW.round_id AND confirmed_at IS NOT NULL) < 3) OR (OLD.restored_at IS NULL AND NEW.restored_at IS NOT NULL AND (SELECT count(*) FROM key_share WHERE round_id = NEW.round_id AND returned_at IS NOT NULL) < 2) THEN RAISE EXCEPTION 'key_split_given_up refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER key_split_given_up BEFORE UPDATE ON key_split FOR EACH ROW EXECUTE FUNCTION key_split_given_up()',
        "CREATE FUNCTION key_share_fixed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.round_id <> OLD.round_id OR NEW.seat <> OLD.seat OR NEW.person_id <> OLD.person_id OR NEW.fingerprint <> OLD.fingerprint OR NEW.taken_at <> OLD.taken_at OR (OLD.confirmed_at IS NOT NULL AND NEW.confirmed_at IS NULL) OR (OLD.returned_at IS NOT NULL AND NEW.returned_at IS NULL) THEN RAISE EXCEPTION 'key_share_fixed refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER key_share_fixed BEFORE UPDATE ON key_share FOR EACH ROW EXECUTE FUNCTION key_share_fixed()',
        "CREATE FUNCTION key_share_early() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF OLD.returned_at IS NULL AND NEW.returned_at IS NOT NULL AND (SELECT sealed_root FROM round WHERE id = NEW.round_id) IS NULL THEN RAISE EXCEPTION 'key_share_early refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER key_share_early BEFORE UPDATE ON key_share FOR EACH ROW EXECUTE FUNCTION key_share_early()',
        "CREATE FUNCTION round_keepers() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.state = 'open' AND NEW.keepers AND NEW.public_key IS NOT NULL AND NOT EXISTS (SELECT 1 FROM key_split WHERE round_id = NEW.id AND given_up_at IS NOT NULL) THEN RAISE EXCEPTION 'round_keepers refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER round_keepers BEFORE UPDATE OF state ON round FOR EACH ROW EXECUTE FUNCTION round_keepers()',
        "CREATE FUNCTION mark_sample_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'mark_sample_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER mark_sample_no_delete BEFORE DELETE ON mark_sample FOR EACH ROW EXECUTE FUNCTION mark_sample_no_delete()',
        "CREATE FUNCTION mark_asked_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'mark_asked_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER mark_asked_no_delete BEFORE DELETE ON mark_asked FOR EACH ROW EXECUTE FUNCTION mark_asked_no_delete()',
        "CREATE FUNCTION mark_sample_fixed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF OLD.reported_at IS NOT NULL OR NEW.round_id <> OLD.round_id OR NEW.lot_id <> OLD.lot_id OR NEW.size <> OLD.size OR NEW.population <> OLD.population THEN RAISE EXCEPTION 'mark_sample_fixed refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER mark_sample_fixed BEFORE UPDATE ON mark_sample FOR EACH ROW EXECUTE FUNCTION mark_sample_fixed()',
        "CREATE FUNCTION mark_asked_drawn() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.answer IS NOT NULL OR NOT EXISTS (SELECT 1 FROM mark_sample s JOIN lot_place p ON p.lot_id = s.lot_id WHERE s.id = NEW.sample_id AND p.rank = NEW.rank AND p.member_id = NEW.entry_id AND NEW.rank <= s.size) THEN RAISE EXCEPTION 'mark_asked_drawn refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER mark_asked_drawn BEFORE INSERT ON mark_asked FOR EACH ROW EXECUTE FUNCTION mark_asked_drawn()',
        "CREATE FUNCTION mark_asked_fixed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.entry_id <> OLD.entry_id OR NEW.rank <> OLD.rank OR OLD.answer IN ('yes', 'no') OR (SELECT reported_at FROM mark_sample WHERE id = NEW.sample_id) IS NOT NULL THEN RAISE EXCEPTION 'mark_asked_fixed refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER mark_asked_fixed BEFORE UPDATE ON mark_asked FOR EACH ROW EXECUTE FUNCTION mark_asked_fixed()',
        "CREATE FUNCTION posting_overshoot() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.act = 'overshoot' AND NEW.amount + (SELECT COALESCE(SUM(p.amount), 0) FROM posting p WHERE p.cycle_id = NEW.cycle_id AND p.act = 'overshoot') > COALESCE((SELECT MAX(r.budget * r.overshoot / 10000) FROM round r JOIN subject s ON s.id = r.id WHERE s.cycle_id = NEW.cycle_id AND r.state = 'adopted'), 0) THEN RAISE EXCEPTION 'posting_overshoot refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER posting_overshoot BEFORE INSERT ON posting FOR EACH ROW EXECUTE FUNCTION posting_overshoot()',
        "CREATE FUNCTION roll_mark_cast() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF (SELECT state FROM round WHERE id = NEW.round_id) <> 'open' THEN RAISE EXCEPTION 'roll_mark_cast refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER roll_mark_cast BEFORE INSERT ON roll_mark FOR EACH ROW EXECUTE FUNCTION roll_mark_cast()',
        "CREATE FUNCTION roll_mark_fixed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF (SELECT state FROM round WHERE id = NEW.round_id) <> 'open' OR NEW.entry_id <> OLD.entry_id OR OLD.channel = 'paper' THEN RAISE EXCEPTION 'roll_mark_fixed refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER roll_mark_fixed BEFORE UPDATE ON roll_mark FOR EACH ROW EXECUTE FUNCTION roll_mark_fixed()',
        "CREATE FUNCTION sealed_ballot_opened() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF (SELECT sealed_root FROM round WHERE id = OLD.round_id) IS NULL AND (SELECT channel FROM roll_mark WHERE round_id = OLD.round_id AND entry_id = OLD.entry_id) <> 'paper' THEN RAISE EXCEPTION 'sealed_ballot_opened refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER sealed_ballot_opened BEFORE DELETE ON sealed_ballot FOR EACH ROW EXECUTE FUNCTION sealed_ballot_opened()',
        "CREATE FUNCTION posting_flow() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF (NEW.act || '>' || (SELECT kind FROM ledger_account WHERE id = NEW.credit_id) || '>' || (SELECT kind FROM ledger_account WHERE id = NEW.debit_id)) NOT IN ('open>grant>pool', 'open>pool>variation_reserve', 'open>pool>urgent_reserve', 'reserve>pool>reserved', 'release>reserved>pool', 'overshoot>urgent_reserve>reserved', 'commit>reserved>committed', 'commit>pool>committed', 'contract>committed>contracted', 'contract>committed>pool', 'supplement>variation_reserve>contracted', 'reduce>contracted>pool', 'replace>contracted>committed', 'pay>contracted>paid', 'pay>contracted>retention', 'settle>contracted>pool', 'settle>committed>pool', 'terminate>contracted>pool', 'terminate>committed>pool', 'reclaim>paid>pool', 'release_retention>retention>paid', 'return>pool>returned', 'return>variation_reserve>returned', 'return>urgent_reserve>returned') THEN RAISE EXCEPTION 'posting_flow refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER posting_flow BEFORE INSERT ON posting FOR EACH ROW EXECUTE FUNCTION posting_flow()',
        "CREATE FUNCTION void_request_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'void_request_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER void_request_no_delete BEFORE DELETE ON void_request FOR EACH ROW EXECUTE FUNCTION void_request_no_delete()',
    ],
}
GUARDED = [
    ("place_map_no_update", "place_map"),
    ("place_map_no_delete", "place_map"),
    ("place_map_of_community", "place_map"),
    ("proposal_point_no_update", "proposal_point"),
    ("proposal_point_no_delete", "proposal_point"),
    ("proposal_point_on_map", "proposal_point"),
    ("proposal_point_grid", "proposal_point"),
    ("proposal_point_before_freezing", "proposal_point"),
    ("code_run_no_update", "code_run"),
    ("code_run_no_delete", "code_run"),
    ("voting_code_no_delete", "voting_code"),
    ("booth_shift_no_delete", "booth_shift"),
    ("booth_checkin_no_delete", "booth_checkin"),
    ("code_run_issued", "code_run"),
    ("voting_code_issued", "voting_code"),
    ("voting_code_fixed", "voting_code"),
    ("booth_shift_fixed", "booth_shift"),
    ("booth_checkin_given", "booth_checkin"),
    ("booth_checkin_fixed", "booth_checkin"),
    ("roll_mark_by_code_insert", "roll_mark"),
    ("roll_mark_by_code_update", "roll_mark"),
    ("exclusive_group_no_delete", "exclusive_group"),
    ("exclusive_member_no_delete", "exclusive_member"),
    ("exclusive_group_fixed", "exclusive_group"),
    ("exclusive_member_fixed", "exclusive_member"),
    ("exclusive_group_frozen_insert", "exclusive_group"),
    ("exclusive_member_frozen_insert", "exclusive_member"),
    ("exclusive_group_frozen_update", "exclusive_group"),
    ("exclusive_member_frozen_update", "exclusive_member"),
    ("paper_issue_no_update", "paper_issue"),
    ("paper_issue_no_delete", "paper_issue"),
    ("paper_settlement_no_update", "paper_settlement"),
    ("paper_settlement_no_delete", "paper_settlement"),
    ("paper_finish_no_update", "paper_finish"),
    ("paper_finish_no_delete", "paper_finish"),
    ("paper_run_no_delete", "paper_run"),
    ("paper_stub_no_delete", "paper_stub"),
    ("paper_pass_no_delete", "paper_pass"),
    ("paper_entry_no_delete", "paper_entry"),
    ("paper_run_before", "paper_run"),
    ("paper_run_fixed", "paper_run"),
    ("paper_serial_drawn", "paper_serial"),
    ("paper_serial_fixed", "paper_serial"),
    ("paper_serial_stays", "paper_serial"),
    ("paper_serial_entered", "paper_serial"),
    ("paper_stub_begins", "paper_stub"),
    ("paper_stub_once", "paper_stub"),
    ("paper_stub_used", "paper_stub"),
    ("paper_pass_entering", "paper_pass"),
    ("paper_pass_once", "paper_pass"),
    ("paper_entry_allowed", "paper_entry"),
    ("paper_entry_undone", "paper_entry"),
    ("paper_settlement_third", "paper_settlement"),
    ("paper_finish_entering", "paper_finish"),
    ("round_account_no_update", "round_account"),
    ("round_account_no_delete", "round_account"),
    ("round_proof_no_update", "round_proof"),
    ("round_proof_no_delete", "round_proof"),
    ("round_difference_no_delete", "round_difference"),
    ("round_account_before", "round_account"),
    ("round_difference_before", "round_difference"),
    ("round_proof_counted", "round_proof"),
    ("round_difference_fixed", "round_difference"),
    ("round_adopted_proven", "round"),
    ("round_reconciled_explained", "round"),
    ("round_terms_frozen", "round"),
    ("sealed_ballot_beside", "sealed_ballot"),
    ("sealed_ballot_after", "sealed_ballot"),
    ("key_split_no_delete", "key_split"),
    ("key_share_no_delete", "key_share"),
    ("key_split_frozen", "key_split"),
    ("key_share_frozen", "key_share"),
    ("key_split_given_up", "key_split"),
    ("key_share_fixed", "key_share"),
    ("key_share_early", "key_share"),
    ("round_keepers", "round"),
    ("mark_sample_no_delete", "mark_sample"),
    ("mark_asked_no_delete", "mark_asked"),
    ("mark_sample_fixed", "mark_sample"),
    ("mark_asked_drawn", "mark_asked"),
    ("mark_asked_fixed", "mark_asked"),
    ("posting_overshoot", "posting"),
]
REPLACED = [
    ("roll_mark_cast", "roll_mark"),
    ("roll_mark_fixed", "roll_mark"),
    ("sealed_ballot_opened", "sealed_ballot"),
    ("posting_flow", "posting"),
    ("void_request_no_delete", "void_request"),
]
BEFORE = {
    "sqlite": [
        "CREATE TRIGGER roll_mark_cast BEFORE INSERT ON roll_mark WHEN (SELECT state FROM round WHERE id = NEW.round_id) NOT IN ('open','entering') BEGIN SELECT RAISE(ABORT, 'roll_mark_cast refused'); END",
        "CREATE TRIGGER roll_mark_fixed BEFORE UPDATE ON roll_mark WHEN (SELECT state FROM round WHERE id = NEW.round_id) <> 'open' BEGIN SELECT RAISE(ABORT, 'roll_mark_fixed refused'); END",
        "CREATE TRIGGER sealed_ballot_opened BEFORE DELETE ON sealed_ballot WHEN (SELECT sealed_root FROM round WHERE id = OLD.round_id) IS NULL BEGIN SELECT RAISE(ABORT, 'sealed_ballot_opened refused'); END",
        "CREATE TRIGGER posting_flow BEFORE INSERT ON posting WHEN (NEW.act || '>' || (SELECT kind FROM ledger_account WHERE id = NEW.credit_id) || '>' || (SELECT kind FROM ledger_account WHERE id = NEW.debit_id)) NOT IN ('open>grant>pool', 'open>pool>variation_reserve', 'open>pool>urgent_reserve', 'reserve>pool>reserved', 'release>reserved>pool', 'commit>reserved>committed', 'commit>pool>committed', 'contract>committed>contracted', 'contract>committed>pool', 'supplement>variation_reserve>contracted', 'reduce>contracted>pool', 'replace>contracted>committed', 'pay>contracted>paid', 'pay>contracted>retention', 'settle>contracted>pool', 'settle>committed>pool', 'terminate>contracted>pool', 'terminate>committed>pool', 'reclaim>paid>pool', 'release_retention>retention>paid', 'return>pool>returned', 'return>variation_reserve>returned', 'return>urgent_reserve>returned') BEGIN SELECT RAISE(ABORT, 'posting_flow refused'); END",
        "CREATE TRIGGER void_request_no_delete BEFORE DELETE ON void_request WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'void_request_no_delete refused'); END",
    ],
    "postgresql": [
        "CREATE FUNCTION roll_mark_cast() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF (SELECT state FROM round WHERE id = NEW.round_id) NOT IN ('open','entering') THEN RAISE EXCEPTION 'roll_mark_cast refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER roll_mark_cast BEFORE INSERT ON roll_mark FOR EACH ROW EXECUTE FUNCTION roll_mark_cast()',
        "CREATE FUNCTION roll_mark_fixed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF (SELECT state FROM round WHERE id = NEW.round_id) <> 'open' THEN RAISE EXCEPTION 'roll_mark_fixed refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER roll_mark_fixed BEFORE UPDATE ON roll_mark FOR EACH ROW EXECUTE FUNCTION roll_mark_fixed()',
        "CREATE FUNCTION sealed_ballot_opened() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF (SELECT sealed_root FROM round WHERE id = OLD.round_id) IS NULL THEN RAISE EXCEPTION 'sealed_ballot_opened refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER sealed_ballot_opened BEFORE DELETE ON sealed_ballot FOR EACH ROW EXECUTE FUNCTION sealed_ballot_opened()',
        "CREATE FUNCTION posting_flow() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF (NEW.act || '>' || (SELECT kind FROM ledger_account WHERE id = NEW.credit_id) || '>' || (SELECT kind FROM ledger_account WHERE id = NEW.debit_id)) NOT IN ('open>grant>pool', 'open>pool>variation_reserve', 'open>pool>urgent_reserve', 'reserve>pool>reserved', 'release>reserved>pool', 'commit>reserved>committed', 'commit>pool>committed', 'contract>committed>contracted', 'contract>committed>pool', 'supplement>variation_reserve>contracted', 'reduce>contracted>pool', 'replace>contracted>committed', 'pay>contracted>paid', 'pay>contracted>retention', 'settle>contracted>pool', 'settle>committed>pool', 'terminate>contracted>pool', 'terminate>committed>pool', 'reclaim>paid>pool', 'release_retention>retention>paid', 'return>pool>returned', 'return>variation_reserve>returned', 'return>urgent_reserve>returned') THEN RAISE EXCEPTION 'posting_flow refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER posting_flow BEFORE INSERT ON posting FOR EACH ROW EXECUTE FUNCTION posting_flow()',
        "CREATE FUNCTION void_request_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'void_request_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER void_request_no_delete BEFORE DELETE ON void_request FOR EACH ROW EXECUTE FUNCTION void_request_no_delete()',
    ],
}
LATER: list[tuple[str, str, str, list[str], list[str]]] = [

]


def upgrade() -> None:
    """To this revision."""
    drop(REPLACED)
    # ### commands auto generated by Alembic - please adjust! ###
    op.create_table('place_map',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('place_id', sa.Integer(), nullable=False),
    sa.Column('edition', sa.Integer(), nullable=False),
    sa.Column('geojson', sa.Text(), nullable=False),
    sa.Column('west', sa.Integer(), nullable=False),
    sa.Column('south', sa.Integer(), nullable=False),
    sa.Column('east', sa.Integer(), nullable=False),
    sa.Column('north', sa.Integer(), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=True),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('edition > 0', name=op.f('ck_place_map_edition')),
    sa.CheckConstraint('south >= -90000000 AND north <= 90000000', name=op.f('ck_place_map_latitudes')),
    sa.CheckConstraint('west < east AND south < north', name=op.f('ck_place_map_extent')),
    sa.CheckConstraint('west >= -180000000 AND east <= 180000000', name=op.f('ck_place_map_longitudes')),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_place_map_by_id')),
    sa.ForeignKeyConstraint(['place_id'], ['place.id'], name=op.f('fk_place_map_place_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_place_map')),
    sa.UniqueConstraint('place_id', 'edition', name=op.f('uq_place_map_place_id_edition'))
    )
    op.create_table('booth_shift',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('round_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('token', sa.Text(), nullable=False),
    sa.Column('venue', sa.Text(), nullable=False),
    sa.Column('starts_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ends_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('opened_by', sa.Integer(), nullable=False),
    sa.Column('opened_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('closed_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint('ends_at > starts_at', name=op.f('ck_booth_shift_hours')),
    sa.ForeignKeyConstraint(['opened_by'], ['person.id'], name=op.f('fk_booth_shift_opened_by')),
    sa.ForeignKeyConstraint(['round_id'], ['round.id'], name=op.f('fk_booth_shift_round_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_booth_shift')),
    sa.UniqueConstraint('round_id', 'number', name=op.f('uq_booth_shift_round_id_number')),
    sa.UniqueConstraint('token', name=op.f('uq_booth_shift_token'))
    )
    op.create_table('code_run',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('round_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('letters', sa.Integer(), nullable=False),
    sa.Column('cancelled', sa.Integer(), nullable=False),
    sa.Column('root', sa.LargeBinary(), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('letters > 0 AND cancelled >= 0 AND cancelled <= letters', name=op.f('ck_code_run_counts')),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_code_run_by_id')),
    sa.ForeignKeyConstraint(['round_id'], ['round.id'], name=op.f('fk_code_run_round_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_code_run')),
    sa.UniqueConstraint('round_id', 'number', name=op.f('uq_code_run_round_id_number'))
    )
    op.create_table('exclusive_group',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('cycle_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('made_by', sa.Integer(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ended_by', sa.Integer(), nullable=True),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint('(ended_at IS NULL) = (ended_by IS NULL)', name=op.f('ck_exclusive_group_ended')),
    sa.ForeignKeyConstraint(['cycle_id'], ['cycle.id'], name=op.f('fk_exclusive_group_cycle_id')),
    sa.ForeignKeyConstraint(['ended_by'], ['person.id'], name=op.f('fk_exclusive_group_ended_by')),
    sa.ForeignKeyConstraint(['made_by'], ['person.id'], name=op.f('fk_exclusive_group_made_by')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_exclusive_group')),
    sa.UniqueConstraint('cycle_id', 'number', name=op.f('uq_exclusive_group_cycle_id_number'))
    )
    op.create_table('key_split',
    sa.Column('round_id', sa.Integer(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('given_up_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('restored_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint('restored_at IS NULL OR given_up_at IS NOT NULL', name=op.f('ck_key_split_given_up_before')),
    sa.ForeignKeyConstraint(['round_id'], ['round.id'], name=op.f('fk_key_split_round_id')),
    sa.PrimaryKeyConstraint('round_id', name=op.f('pk_key_split'))
    )
    op.create_table('mark_sample',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('round_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('lot_id', sa.Integer(), nullable=False),
    sa.Column('population', sa.Integer(), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('reported_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint('size > 0 AND size <= population', name=op.f('ck_mark_sample_size')),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_mark_sample_by_id')),
    sa.ForeignKeyConstraint(['lot_id'], ['lot.id'], name=op.f('fk_mark_sample_lot_id')),
    sa.ForeignKeyConstraint(['round_id'], ['round.id'], name=op.f('fk_mark_sample_round_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_mark_sample')),
    sa.UniqueConstraint('lot_id', name=op.f('uq_mark_sample_lot_id')),
    sa.UniqueConstraint('round_id', 'number', name=op.f('uq_mark_sample_round_id_number'))
    )
    op.create_table('paper_finish',
    sa.Column('round_id', sa.Integer(), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('in_box', sa.Integer(), nullable=False),
    sa.Column('because', sa.Text(), nullable=False),
    sa.CheckConstraint('in_box >= 0', name=op.f('ck_paper_finish_in_box')),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_paper_finish_by_id')),
    sa.ForeignKeyConstraint(['round_id'], ['round.id'], name=op.f('fk_paper_finish_round_id')),
    sa.PrimaryKeyConstraint('round_id', name=op.f('pk_paper_finish')),
    sqlite_with_rowid=False
    )
    op.create_table('paper_issue',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('round_id', sa.Integer(), nullable=False),
    sa.Column('first', sa.Integer(), nullable=False),
    sa.Column('last', sa.Integer(), nullable=False),
    sa.Column('purpose', sa.Text(), nullable=False),
    sa.Column('to_id', sa.Integer(), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("purpose IN ('counter','visit','booth')", name=op.f('ck_paper_issue_purpose')),
    sa.CheckConstraint('last >= first', name=op.f('ck_paper_issue_sheets')),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_paper_issue_by_id')),
    sa.ForeignKeyConstraint(['round_id'], ['round.id'], name=op.f('fk_paper_issue_round_id')),
    sa.ForeignKeyConstraint(['to_id'], ['person.id'], name=op.f('fk_paper_issue_to_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_paper_issue'))
    )
    with op.batch_alter_table('paper_issue', schema=None) as batch_op:
        batch_op.create_index('ix_paper_issue_round_id', ['round_id'], unique=False)

    op.create_table('paper_pass',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('round_id', sa.Integer(), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.Column('way', sa.Text(), nullable=False),
    sa.Column('began_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('finished_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("way IN ('keyboard','file')", name=op.f('ck_paper_pass_way')),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_paper_pass_by_id')),
    sa.ForeignKeyConstraint(['round_id'], ['round.id'], name=op.f('fk_paper_pass_round_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_paper_pass')),
    sa.UniqueConstraint('id', 'round_id', 'by_id', name=op.f('uq_paper_pass_id_round_id_by_id'))
    )
    with op.batch_alter_table('paper_pass', schema=None) as batch_op:
        batch_op.create_index('uq_paper_pass_open', ['round_id', 'by_id'], unique=True, sqlite_where=sa.text('finished_at IS NULL'), postgresql_where=sa.text('finished_at IS NULL'))

    op.create_table('paper_run',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('round_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('first', sa.Integer(), nullable=False),
    sa.Column('last', sa.Integer(), nullable=False),
    sa.Column('ordered_by', sa.Integer(), nullable=False),
    sa.Column('ordered_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('printed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('salt', sa.LargeBinary(), nullable=True),
    sa.Column('counted_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('counted_by', sa.Integer(), nullable=True),
    sa.Column('serials_hash', sa.LargeBinary(), nullable=True),
    sa.Column('given_up_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint('(counted_at IS NULL) = (serials_hash IS NULL)', name=op.f('ck_paper_run_hashed')),
    sa.CheckConstraint('(printed_at IS NULL) = (salt IS NULL)', name=op.f('ck_paper_run_salted')),
    sa.CheckConstraint('counted_at IS NULL OR given_up_at IS NULL', name=op.f('ck_paper_run_one_end')),
    sa.CheckConstraint('counted_at IS NULL OR printed_at IS NOT NULL', name=op.f('ck_paper_run_printed_first')),
    sa.CheckConstraint('first >= 1 AND last >= first AND last < first + 100', name=op.f('ck_paper_run_sheets')),
    sa.ForeignKeyConstraint(['counted_by'], ['person.id'], name=op.f('fk_paper_run_counted_by')),
    sa.ForeignKeyConstraint(['ordered_by'], ['person.id'], name=op.f('fk_paper_run_ordered_by')),
    sa.ForeignKeyConstraint(['round_id'], ['round.id'], name=op.f('fk_paper_run_round_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_paper_run')),
    sa.UniqueConstraint('round_id', 'number', name=op.f('uq_paper_run_round_id_number'))
    )
    op.create_table('proposal_point',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('proposal_id', sa.Integer(), nullable=False),
    sa.Column('map_id', sa.Integer(), nullable=False),
    sa.Column('lon', sa.Integer(), nullable=True),
    sa.Column('lat', sa.Integer(), nullable=True),
    sa.Column('grid_id', sa.Integer(), nullable=True),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('(lon IS NULL) = (lat IS NULL)', name=op.f('ck_proposal_point_whole')),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_proposal_point_by_id')),
    sa.ForeignKeyConstraint(['grid_id'], ['place.id'], name=op.f('fk_proposal_point_grid_id')),
    sa.ForeignKeyConstraint(['map_id'], ['place_map.id'], name=op.f('fk_proposal_point_map_id')),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposal.id'], name=op.f('fk_proposal_point_proposal_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_proposal_point'))
    )
    with op.batch_alter_table('proposal_point', schema=None) as batch_op:
        batch_op.create_index('ix_proposal_point_proposal_id_id', ['proposal_id', 'id'], unique=False)

    op.create_table('round_account',
    sa.Column('round_id', sa.Integer(), nullable=False),
    sa.Column('pile', sa.Text(), nullable=False),
    sa.Column('expected', sa.Integer(), nullable=False),
    sa.Column('actual', sa.Integer(), nullable=False),
    sa.CheckConstraint("pile IN ('sealed','paper','sheets')", name=op.f('ck_round_account_pile')),
    sa.CheckConstraint('expected >= 0 AND actual >= 0', name=op.f('ck_round_account_counts')),
    sa.ForeignKeyConstraint(['round_id'], ['round.id'], name=op.f('fk_round_account_round_id')),
    sa.PrimaryKeyConstraint('round_id', 'pile', name=op.f('pk_round_account')),
    sqlite_with_rowid=False
    )
    op.create_table('round_difference',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('round_id', sa.Integer(), nullable=False),
    sa.Column('pile', sa.Text(), nullable=False),
    sa.Column('expected', sa.Integer(), nullable=False),
    sa.Column('actual', sa.Integer(), nullable=False),
    sa.Column('opened_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('due_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('explanation', sa.Text(), nullable=False),
    sa.Column('explained_by', sa.Integer(), nullable=True),
    sa.Column('explained_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('overdue_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('superseded_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("(explained_at IS NULL) = (explanation = '')", name=op.f('ck_round_difference_in_writing')),
    sa.CheckConstraint("pile IN ('sealed','paper','sheets')", name=op.f('ck_round_difference_pile')),
    sa.CheckConstraint('(explained_at IS NULL) = (explained_by IS NULL)', name=op.f('ck_round_difference_explained')),
    sa.CheckConstraint('expected <> actual', name=op.f('ck_round_difference_differs')),
    sa.CheckConstraint('explained_at IS NULL OR explained_at < due_at', name=op.f('ck_round_difference_in_time')),
    sa.CheckConstraint('explained_at IS NULL OR overdue_at IS NULL', name=op.f('ck_round_difference_one_end')),
    sa.ForeignKeyConstraint(['explained_by'], ['person.id'], name=op.f('fk_round_difference_explained_by')),
    sa.ForeignKeyConstraint(['round_id'], ['round.id'], name=op.f('fk_round_difference_round_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_round_difference'))
    )
    with op.batch_alter_table('round_difference', schema=None) as batch_op:
        batch_op.create_index('uq_round_difference_pile', ['round_id', 'pile'], unique=True, sqlite_where=sa.text('superseded_at IS NULL'), postgresql_where=sa.text('superseded_at IS NULL'))

    op.create_table('round_proof',
    sa.Column('round_id', sa.Integer(), nullable=False),
    sa.Column('missing', sa.Integer(), nullable=False),
    sa.Column('surplus', sa.Integer(), nullable=False),
    sa.Column('could', sa.Boolean(), nullable=False),
    sa.Column('exact', sa.Boolean(), nullable=False),
    sa.Column('witness', sa.Text(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('could OR exact', name=op.f('ck_round_proof_excluded_by_proof')),
    sa.CheckConstraint('missing >= 0 AND surplus >= 0 AND missing + surplus > 0', name=op.f('ck_round_proof_counts')),
    sa.ForeignKeyConstraint(['round_id'], ['round.id'], name=op.f('fk_round_proof_round_id')),
    sa.PrimaryKeyConstraint('round_id', name=op.f('pk_round_proof')),
    sqlite_with_rowid=False
    )
    op.create_table('booth_checkin',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('shift_id', sa.Integer(), nullable=False),
    sa.Column('round_id', sa.Integer(), nullable=False),
    sa.Column('entry_id', sa.Integer(), nullable=False),
    sa.Column('mac', sa.LargeBinary(), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('cancelled_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('used', sa.Boolean(), nullable=False),
    sa.CheckConstraint('expires_at > at', name=op.f('ck_booth_checkin_life')),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_booth_checkin_by_id')),
    sa.ForeignKeyConstraint(['round_id', 'entry_id'], ['round_voter.round_id', 'round_voter.entry_id'], name=op.f('fk_booth_checkin_round_id_entry_id')),
    sa.ForeignKeyConstraint(['shift_id'], ['booth_shift.id'], name=op.f('fk_booth_checkin_shift_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_booth_checkin')),
    sa.UniqueConstraint('mac', name=op.f('uq_booth_checkin_mac'))
    )
    with op.batch_alter_table('booth_checkin', schema=None) as batch_op:
        batch_op.create_index('ix_booth_checkin_round_id_entry_id', ['round_id', 'entry_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_booth_checkin_shift_id'), ['shift_id'], unique=False)

    op.create_table('exclusive_member',
    sa.Column('group_id', sa.Integer(), nullable=False),
    sa.Column('proposal_id', sa.Integer(), nullable=False),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['group_id'], ['exclusive_group.id'], name=op.f('fk_exclusive_member_group_id')),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposal.id'], name=op.f('fk_exclusive_member_proposal_id')),
    sa.PrimaryKeyConstraint('group_id', 'proposal_id', name=op.f('pk_exclusive_member'))
    )
    with op.batch_alter_table('exclusive_member', schema=None) as batch_op:
        batch_op.create_index('ix_exclusive_member_proposal_id', ['proposal_id'], unique=True, sqlite_where=sa.text('ended_at IS NULL'), postgresql_where=sa.text('ended_at IS NULL'))

    op.create_table('key_share',
    sa.Column('round_id', sa.Integer(), nullable=False),
    sa.Column('seat', sa.Text(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('fingerprint', sa.LargeBinary(), nullable=False),
    sa.Column('asked', sa.Text(), nullable=False),
    sa.Column('taken_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('confirmed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('returned_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('returned_by', sa.Integer(), nullable=True),
    sa.CheckConstraint("seat IN ('moderator','affairs','auditor')", name=op.f('ck_key_share_seat')),
    sa.CheckConstraint('(returned_at IS NULL) = (returned_by IS NULL)', name=op.f('ck_key_share_returned_by')),
    sa.CheckConstraint('returned_at IS NULL OR confirmed_at IS NOT NULL', name=op.f('ck_key_share_returned')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_key_share_person_id')),
    sa.ForeignKeyConstraint(['returned_by'], ['person.id'], name=op.f('fk_key_share_returned_by')),
    sa.ForeignKeyConstraint(['round_id'], ['key_split.round_id'], name=op.f('fk_key_share_round_id')),
    sa.PrimaryKeyConstraint('round_id', 'seat', name=op.f('pk_key_share')),
    sa.UniqueConstraint('round_id', 'person_id', name=op.f('uq_key_share_round_id_person_id')),
    sa.UniqueConstraint('round_id', 'returned_by', name=op.f('uq_key_share_round_id_returned_by'))
    )
    op.create_table('mark_asked',
    sa.Column('sample_id', sa.Integer(), nullable=False),
    sa.Column('rank', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('entry_id', sa.Integer(), nullable=False),
    sa.Column('answer', sa.Text(), nullable=True),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('by_id', sa.Integer(), nullable=True),
    sa.CheckConstraint("answer IS NULL OR answer IN ('yes','no','unreached')", name=op.f('ck_mark_asked_answer')),
    sa.CheckConstraint('(answer IS NULL) = (answered_at IS NULL)', name=op.f('ck_mark_asked_answered')),
    sa.CheckConstraint('(answer IS NULL) = (by_id IS NULL)', name=op.f('ck_mark_asked_by')),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_mark_asked_by_id')),
    sa.ForeignKeyConstraint(['entry_id'], ['roll_entry.id'], name=op.f('fk_mark_asked_entry_id')),
    sa.ForeignKeyConstraint(['sample_id'], ['mark_sample.id'], name=op.f('fk_mark_asked_sample_id')),
    sa.PrimaryKeyConstraint('sample_id', 'rank', name=op.f('pk_mark_asked')),
    sa.UniqueConstraint('sample_id', 'entry_id', name=op.f('uq_mark_asked_sample_id_entry_id'))
    )
    with op.batch_alter_table('mark_asked', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_mark_asked_entry_id'), ['entry_id'], unique=False)

    op.create_table('paper_serial',
    sa.Column('round_id', sa.Integer(), nullable=False),
    sa.Column('serial', sa.Text(), nullable=False),
    sa.Column('run_id', sa.Integer(), nullable=True),
    sa.Column('cancelled', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['round_id'], ['round.id'], name=op.f('fk_paper_serial_round_id')),
    sa.ForeignKeyConstraint(['run_id'], ['paper_run.id'], name=op.f('fk_paper_serial_run_id')),
    sa.PrimaryKeyConstraint('round_id', 'serial', name=op.f('pk_paper_serial')),
    sqlite_with_rowid=False
    )
    with op.batch_alter_table('paper_serial', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_paper_serial_run_id'), ['run_id'], unique=False)

    op.create_table('paper_stub',
    sa.Column('round_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('run_id', sa.Integer(), nullable=False),
    sa.Column('issue_id', sa.Integer(), nullable=True),
    sa.Column('ended', sa.Text(), nullable=False),
    sa.Column('press', sa.Text(), nullable=False),
    sa.CheckConstraint("ended = '' OR issue_id IS NOT NULL", name=op.f('ck_paper_stub_handed_out')),
    sa.CheckConstraint("ended IN ('','used','spoiled','returned')", name=op.f('ck_paper_stub_ended')),
    sa.CheckConstraint("press = '' OR ended = 'used'", name=op.f('ck_paper_stub_press')),
    sa.ForeignKeyConstraint(['issue_id'], ['paper_issue.id'], name=op.f('fk_paper_stub_issue_id')),
    sa.ForeignKeyConstraint(['round_id'], ['round.id'], name=op.f('fk_paper_stub_round_id')),
    sa.ForeignKeyConstraint(['run_id'], ['paper_run.id'], name=op.f('fk_paper_stub_run_id')),
    sa.PrimaryKeyConstraint('round_id', 'number', name=op.f('pk_paper_stub')),
    sqlite_with_rowid=False
    )
    with op.batch_alter_table('paper_stub', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_paper_stub_issue_id'), ['issue_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_paper_stub_run_id'), ['run_id'], unique=False)

    op.create_table('voting_code',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('round_id', sa.Integer(), nullable=False),
    sa.Column('entry_id', sa.Integer(), nullable=False),
    sa.Column('run_id', sa.Integer(), nullable=False),
    sa.Column('mac', sa.LargeBinary(), nullable=False),
    sa.Column('cancelled_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('used', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['round_id', 'entry_id'], ['round_voter.round_id', 'round_voter.entry_id'], name=op.f('fk_voting_code_round_id_entry_id')),
    sa.ForeignKeyConstraint(['run_id'], ['code_run.id'], name=op.f('fk_voting_code_run_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_voting_code')),
    sa.UniqueConstraint('mac', name=op.f('uq_voting_code_mac'))
    )
    with op.batch_alter_table('voting_code', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_voting_code_run_id'), ['run_id'], unique=False)
        batch_op.create_index('uq_voting_code_in_force', ['round_id', 'entry_id'], unique=True, sqlite_where=sa.text('cancelled_at IS NULL'), postgresql_where=sa.text('cancelled_at IS NULL'))

    op.create_table('paper_entry',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('round_id', sa.Integer(), nullable=False),
    sa.Column('serial', sa.Text(), nullable=False),
    sa.Column('pass_id', sa.Integer(), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.Column('content', sa.Text(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('undone_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("(content = '') <> (reason = '')", name=op.f('ck_paper_entry_valid_or_not')),
    sa.ForeignKeyConstraint(['pass_id', 'round_id', 'by_id'], ['paper_pass.id', 'paper_pass.round_id', 'paper_pass.by_id'], name=op.f('fk_paper_entry_pass_id_round_id_by_id')),
    sa.ForeignKeyConstraint(['round_id', 'serial'], ['paper_serial.round_id', 'paper_serial.serial'], name=op.f('fk_paper_entry_round_id_serial')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_paper_entry'))
    )
    with op.batch_alter_table('paper_entry', schema=None) as batch_op:
        batch_op.create_index('ix_paper_entry_pass_id', ['pass_id'], unique=False)
        batch_op.create_index('uq_paper_entry_one_each', ['round_id', 'serial', 'by_id'], unique=True, sqlite_where=sa.text('undone_at IS NULL'), postgresql_where=sa.text('undone_at IS NULL'))

    op.create_table('paper_settlement',
    sa.Column('round_id', sa.Integer(), nullable=False),
    sa.Column('serial', sa.Text(), nullable=False),
    sa.Column('content', sa.Text(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("(content = '') <> (reason = '')", name=op.f('ck_paper_settlement_valid_or_not')),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_paper_settlement_by_id')),
    sa.ForeignKeyConstraint(['round_id', 'serial'], ['paper_serial.round_id', 'paper_serial.serial'], name=op.f('fk_paper_settlement_round_id_serial')),
    sa.PrimaryKeyConstraint('round_id', 'serial', name=op.f('pk_paper_settlement')),
    sqlite_with_rowid=False
    )
    with op.batch_alter_table('round', schema=None) as batch_op:
        batch_op.add_column(sa.Column('points', sa.Integer(), nullable=False, server_default='0'))
        batch_op.add_column(sa.Column('overshoot', sa.Integer(), nullable=False, server_default='0'))
        batch_op.add_column(sa.Column('add_step', sa.BigInteger(), nullable=False, server_default='100'))
        batch_op.add_column(sa.Column('entering_days', sa.Integer(), nullable=False, server_default='0'))
        batch_op.add_column(sa.Column('receipts', sa.Boolean(), nullable=False, server_default='0'))
        batch_op.add_column(sa.Column('keepers', sa.Boolean(), nullable=False, server_default='0'))
        batch_op.add_column(sa.Column('invalid', sa.Integer(), nullable=False, server_default='0'))

    with op.batch_alter_table('void_request', schema=None) as batch_op:
        batch_op.alter_column('by_id',
               existing_type=sa.INTEGER(),
               nullable=True)

    # ### end Alembic commands ###
    if op.get_context().dialect.name != "sqlite":
        for name, table, referred, columns, keys in LATER:
            op.create_foreign_key(name, table, referred, columns, keys)
    make(GUARDS)


def downgrade() -> None:
    """Back from it."""
    drop(GUARDED + REPLACED)
    if op.get_context().dialect.name != "sqlite":
        for name, table, *_ in LATER:
            op.drop_constraint(name, table, type_="foreignkey")
    # ### commands auto generated by Alembic - please adjust! ###
    with op.batch_alter_table('void_request', schema=None) as batch_op:
        batch_op.alter_column('by_id',
               existing_type=sa.INTEGER(),
               nullable=False)

    # not in a batch: SQLite would make the table anew, which guards of other tables name
    op.drop_column('round', 'invalid')
    op.drop_column('round', 'keepers')
    op.drop_column('round', 'receipts')
    op.drop_column('round', 'entering_days')
    op.drop_column('round', 'add_step')
    op.drop_column('round', 'overshoot')
    op.drop_column('round', 'points')

    op.drop_table('paper_settlement')
    with op.batch_alter_table('paper_entry', schema=None) as batch_op:
        batch_op.drop_index('uq_paper_entry_one_each', sqlite_where=sa.text('undone_at IS NULL'), postgresql_where=sa.text('undone_at IS NULL'))
        batch_op.drop_index('ix_paper_entry_pass_id')

    op.drop_table('paper_entry')
    with op.batch_alter_table('voting_code', schema=None) as batch_op:
        batch_op.drop_index('uq_voting_code_in_force', sqlite_where=sa.text('cancelled_at IS NULL'), postgresql_where=sa.text('cancelled_at IS NULL'))
        batch_op.drop_index(batch_op.f('ix_voting_code_run_id'))

    op.drop_table('voting_code')
    with op.batch_alter_table('paper_stub', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_paper_stub_run_id'))
        batch_op.drop_index(batch_op.f('ix_paper_stub_issue_id'))

    op.drop_table('paper_stub')
    with op.batch_alter_table('paper_serial', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_paper_serial_run_id'))

    op.drop_table('paper_serial')
    with op.batch_alter_table('mark_asked', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_mark_asked_entry_id'))

    op.drop_table('mark_asked')
    op.drop_table('key_share')
    with op.batch_alter_table('exclusive_member', schema=None) as batch_op:
        batch_op.drop_index('ix_exclusive_member_proposal_id', sqlite_where=sa.text('ended_at IS NULL'), postgresql_where=sa.text('ended_at IS NULL'))

    op.drop_table('exclusive_member')
    with op.batch_alter_table('booth_checkin', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_booth_checkin_shift_id'))
        batch_op.drop_index('ix_booth_checkin_round_id_entry_id')

    op.drop_table('booth_checkin')
    op.drop_table('round_proof')
    with op.batch_alter_table('round_difference', schema=None) as batch_op:
        batch_op.drop_index('uq_round_difference_pile', sqlite_where=sa.text('superseded_at IS NULL'), postgresql_where=sa.text('superseded_at IS NULL'))

    op.drop_table('round_difference')
    op.drop_table('round_account')
    with op.batch_alter_table('proposal_point', schema=None) as batch_op:
        batch_op.drop_index('ix_proposal_point_proposal_id_id')

    op.drop_table('proposal_point')
    op.drop_table('paper_run')
    with op.batch_alter_table('paper_pass', schema=None) as batch_op:
        batch_op.drop_index('uq_paper_pass_open', sqlite_where=sa.text('finished_at IS NULL'), postgresql_where=sa.text('finished_at IS NULL'))

    op.drop_table('paper_pass')
    with op.batch_alter_table('paper_issue', schema=None) as batch_op:
        batch_op.drop_index('ix_paper_issue_round_id')

    op.drop_table('paper_issue')
    op.drop_table('paper_finish')
    op.drop_table('mark_sample')
    op.drop_table('key_split')
    op.drop_table('exclusive_group')
    op.drop_table('code_run')
    op.drop_table('booth_shift')
    op.drop_table('place_map')
    # ### end Alembic commands ###
    make(BEFORE)


def make(guards: dict[str, list[str]]) -> None:
    """Guards, in the wording of the dialect."""
    for statement in guards[op.get_context().dialect.name]:
        op.execute(sa.text(statement.replace(":", "\\:")))


def drop(guards: list[tuple[str, str]]) -> None:
    """Guards by name and table."""
    for name, table in reversed(guards):
        if op.get_context().dialect.name == "sqlite":
            op.execute(f"DROP TRIGGER {name}")
        else:
            op.execute(f"DROP TRIGGER {name} ON {table}")
            op.execute(f"DROP FUNCTION {name}()")
