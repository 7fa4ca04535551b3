"""everything."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

GUARDS = {
    "sqlite": [
        "CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'journal_no_update refused'); END",
        "CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'journal_no_delete refused'); END",
        "CREATE TRIGGER subject_no_delete BEFORE DELETE ON subject WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'subject_no_delete refused'); END",
        "CREATE TRIGGER due_work_no_update BEFORE UPDATE ON due_work WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'due_work_no_update refused'); END",
        "CREATE TRIGGER due_work_no_delete BEFORE DELETE ON due_work WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'due_work_no_delete refused'); END",
        "CREATE TRIGGER calendar_version_no_update BEFORE UPDATE ON calendar_version WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'calendar_version_no_update refused'); END",
        "CREATE TRIGGER calendar_version_no_delete BEFORE DELETE ON calendar_version WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'calendar_version_no_delete refused'); END",
        "CREATE TRIGGER calendar_year_no_update BEFORE UPDATE ON calendar_year WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'calendar_year_no_update refused'); END",
        "CREATE TRIGGER calendar_year_no_delete BEFORE DELETE ON calendar_year WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'calendar_year_no_delete refused'); END",
        "CREATE TRIGGER calendar_day_no_update BEFORE UPDATE ON calendar_day WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'calendar_day_no_update refused'); END",
        "CREATE TRIGGER calendar_day_no_delete BEFORE DELETE ON calendar_day WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'calendar_day_no_delete refused'); END",
        "CREATE TRIGGER place_no_delete BEFORE DELETE ON place WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'place_no_delete refused'); END",
        "CREATE TRIGGER person_no_delete BEFORE DELETE ON person WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'person_no_delete refused'); END",
        "CREATE TRIGGER account_no_delete BEFORE DELETE ON account WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'account_no_delete refused'); END",
        "CREATE TRIGGER role_holding_no_delete BEFORE DELETE ON role_holding WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'role_holding_no_delete refused'); END",
        "CREATE TRIGGER roll_entry_no_delete BEFORE DELETE ON roll_entry WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'roll_entry_no_delete refused'); END",
        "CREATE TRIGGER file_no_delete BEFORE DELETE ON file WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'file_no_delete refused'); END",
        "CREATE TRIGGER file_fixed BEFORE UPDATE ON file WHEN NEW.token <> OLD.token OR NEW.sha256 <> OLD.sha256 OR NEW.by_id <> OLD.by_id OR NEW.path <> OLD.path OR (OLD.public AND NOT NEW.public) BEGIN SELECT RAISE(ABORT, 'file_fixed refused'); END",
        "CREATE TRIGGER letter_no_delete BEFORE DELETE ON letter WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'letter_no_delete refused'); END",
        "CREATE TRIGGER letter_fixed BEFORE UPDATE ON letter WHEN NEW.person_id <> OLD.person_id OR NEW.msgid <> OLD.msgid OR NEW.facts <> OLD.facts BEGIN SELECT RAISE(ABORT, 'letter_fixed refused'); END",
        "CREATE TRIGGER cycle_steps BEFORE UPDATE OF state ON cycle WHEN NEW.state <> OLD.state AND (OLD.state || '>' || NEW.state) NOT IN ('moved>open', 'open>ended', 'planned>dropped', 'planned>moved') BEGIN SELECT RAISE(ABORT, 'cycle_steps refused'); END",
        "CREATE TRIGGER cycle_start BEFORE INSERT ON cycle WHEN NEW.state <> 'planned' BEGIN SELECT RAISE(ABORT, 'cycle_start refused'); END",
        "CREATE TRIGGER cycle_no_delete BEFORE DELETE ON cycle WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'cycle_no_delete refused'); END",
        "CREATE TRIGGER cycle_pack_frozen BEFORE UPDATE OF pack_json, pack_hash ON cycle WHEN OLD.pack_hash IS NOT NULL AND (NEW.pack_json <> OLD.pack_json OR NEW.pack_hash <> OLD.pack_hash) BEGIN SELECT RAISE(ABORT, 'cycle_pack_frozen refused'); END",
        "CREATE TRIGGER phase_fixed BEFORE UPDATE OF starts_at ON phase WHEN NEW.starts_at < OLD.starts_at BEGIN SELECT RAISE(ABORT, 'phase_fixed refused'); END",
        "CREATE TRIGGER objection_steps BEFORE UPDATE OF state ON objection WHEN NEW.state <> OLD.state AND (OLD.state || '>' || NEW.state) NOT IN ('acknowledged>rejected', 'acknowledged>settled', 'acknowledged>upheld', 'acknowledged>withdrawn', 'received>acknowledged', 'received>withdrawn', 'rejected>received', 'rejected>settled') BEGIN SELECT RAISE(ABORT, 'objection_steps refused'); END",
        "CREATE TRIGGER objection_start BEFORE INSERT ON objection WHEN NEW.state <> 'received' BEGIN SELECT RAISE(ABORT, 'objection_start refused'); END",
        "CREATE TRIGGER objection_no_delete BEFORE DELETE ON objection WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'objection_no_delete refused'); END",
        "CREATE TRIGGER objection_appeal_no_update BEFORE UPDATE ON objection_appeal WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'objection_appeal_no_update refused'); END",
        "CREATE TRIGGER objection_appeal_no_delete BEFORE DELETE ON objection_appeal WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'objection_appeal_no_delete refused'); END",
        "CREATE TRIGGER objection_decision_no_update BEFORE UPDATE ON objection_decision WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'objection_decision_no_update refused'); END",
        "CREATE TRIGGER objection_decision_no_delete BEFORE DELETE ON objection_decision WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'objection_decision_no_delete refused'); END",
        "CREATE TRIGGER objection_vote_no_delete BEFORE DELETE ON objection_vote WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'objection_vote_no_delete refused'); END",
        "CREATE TRIGGER objection_vote_once BEFORE UPDATE ON objection_vote WHEN OLD.voted_at IS NOT NULL BEGIN SELECT RAISE(ABORT, 'objection_vote_once refused'); END",
        "CREATE TRIGGER objection_fixed BEFORE UPDATE ON objection WHEN NEW.code <> OLD.code OR NEW.notice_id <> OLD.notice_id OR NEW.person_id <> OLD.person_id OR NEW.text <> OLD.text OR NEW.received_at <> OLD.received_at OR NEW.level < OLD.level OR (NEW.subject_id IS NULL) <> (OLD.subject_id IS NULL) OR NEW.subject_id <> OLD.subject_id BEGIN SELECT RAISE(ABORT, 'objection_fixed refused'); END",
        "CREATE TRIGGER objection_in_time BEFORE INSERT ON objection WHEN NOT EXISTS (SELECT 1 FROM notice n WHERE n.id = NEW.notice_id AND NEW.received_at >= n.posted_at AND NEW.received_at < n.ends_at) BEGIN SELECT RAISE(ABORT, 'objection_in_time refused'); END",
        "CREATE TRIGGER notice_subject_held BEFORE UPDATE OF released_at ON notice_subject WHEN NEW.released_at IS NOT NULL AND EXISTS (SELECT 1 FROM objection o WHERE o.notice_id = NEW.notice_id AND (o.state IN ('received', 'acknowledged', 'rejected') OR o.state = 'upheld') AND (o.subject_id IS NULL OR o.subject_id = NEW.subject_id)) BEGIN SELECT RAISE(ABORT, 'notice_subject_held refused'); END",
        "CREATE TRIGGER notice_subject_early BEFORE UPDATE OF released_at ON notice_subject WHEN NEW.released_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM notice n WHERE n.id = NEW.notice_id AND NEW.released_at >= CASE WHEN n.letter_box_at IS NOT NULL THEN n.gate_confirmed_at ELSE n.gate_unconfirmed_at END) BEGIN SELECT RAISE(ABORT, 'notice_subject_early refused'); END",
        "CREATE TRIGGER log_entry_no_update BEFORE UPDATE ON log_entry WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'log_entry_no_update refused'); END",
        "CREATE TRIGGER log_entry_no_delete BEFORE DELETE ON log_entry WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'log_entry_no_delete refused'); END",
        "CREATE TRIGGER log_node_no_update BEFORE UPDATE ON log_node WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'log_node_no_update refused'); END",
        "CREATE TRIGGER log_node_no_delete BEFORE DELETE ON log_node WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'log_node_no_delete refused'); END",
        "CREATE TRIGGER log_no_delete BEFORE DELETE ON log WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'log_no_delete refused'); END",
        "CREATE TRIGGER content_part_no_delete BEFORE DELETE ON content_part WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'content_part_no_delete refused'); END",
        "CREATE TRIGGER notice_no_delete BEFORE DELETE ON notice WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'notice_no_delete refused'); END",
        "CREATE TRIGGER notice_subject_no_delete BEFORE DELETE ON notice_subject WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'notice_subject_no_delete refused'); END",
        "CREATE TRIGGER lot_no_delete BEFORE DELETE ON lot WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'lot_no_delete refused'); END",
        "CREATE TRIGGER lot_place_no_delete BEFORE DELETE ON lot_place WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'lot_place_no_delete refused'); END",
        "CREATE TRIGGER posting_report_no_update BEFORE UPDATE ON posting_report WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'posting_report_no_update refused'); END",
        "CREATE TRIGGER posting_report_no_delete BEFORE DELETE ON posting_report WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'posting_report_no_delete refused'); END",
        "CREATE TRIGGER log_grows BEFORE UPDATE ON log WHEN NEW.size <> OLD.size + 1 OR NEW.origin <> OLD.origin BEGIN SELECT RAISE(ABORT, 'log_grows refused'); END",
        'CREATE TRIGGER log_entry_at_head BEFORE INSERT ON log_entry WHEN NEW."index" + 1 <> (SELECT size FROM log WHERE id = NEW.log_id) BEGIN SELECT RAISE(ABORT, \'log_entry_at_head refused\'); END',
        "CREATE TRIGGER notice_fixed BEFORE UPDATE ON notice WHEN NEW.ends_at < OLD.ends_at OR NEW.gate_confirmed_at < OLD.gate_confirmed_at OR NEW.log_index <> OLD.log_index OR NEW.code <> OLD.code OR NEW.posted_at <> OLD.posted_at BEGIN SELECT RAISE(ABORT, 'notice_fixed refused'); END",
        "CREATE TRIGGER notice_subject_once BEFORE UPDATE ON notice_subject WHEN OLD.released_at IS NOT NULL OR NEW.subject_id <> OLD.subject_id BEGIN SELECT RAISE(ABORT, 'notice_subject_once refused'); END",
        "CREATE TRIGGER content_part_fixed BEFORE UPDATE ON content_part WHEN (NEW.body IS NOT NULL OR NEW.salt IS NOT NULL) AND (NEW.body IS NULL OR NEW.salt IS NULL OR OLD.body IS NULL OR OLD.salt IS NULL OR NEW.body <> OLD.body OR NEW.salt <> OLD.salt) BEGIN SELECT RAISE(ABORT, 'content_part_fixed refused'); END",
        "CREATE TRIGGER lot_drawn_once BEFORE UPDATE ON lot WHEN OLD.drawn_at IS NOT NULL OR NEW.population_hash <> OLD.population_hash BEGIN SELECT RAISE(ABORT, 'lot_drawn_once refused'); END",
        "CREATE TRIGGER lot_place_fixed BEFORE UPDATE ON lot_place WHEN OLD.rank IS NOT NULL OR NEW.code <> OLD.code OR NEW.member_id <> OLD.member_id BEGIN SELECT RAISE(ABORT, 'lot_place_fixed refused'); END",
        "CREATE TRIGGER proposal_steps BEFORE UPDATE OF state ON proposal WHEN NEW.state <> OLD.state AND (OLD.state || '>' || NEW.state) NOT IN ('advanced>deferred', 'advanced>deliberating', 'advanced>lapsed', 'advanced>on_ballot', 'advanced>withdrawn', 'deferred>advanced', 'deferred>deliberating', 'deferred>lapsed', 'deferred>not_advanced', 'deferred>referred', 'deferred>withdrawn', 'deliberating>advanced', 'deliberating>deferred', 'deliberating>lapsed', 'deliberating>merged', 'deliberating>not_advanced', 'deliberating>referred', 'deliberating>withdrawn', 'draft>lapsed', 'draft>submitted', 'draft>withdrawn', 'not_funded>on_ballot', 'on_ballot>not_funded', 'on_ballot>selected', 'reconsidering>approved', 'reconsidering>refused_finally', 'refused>reconsidering', 'refused>refused_finally', 'screened_in>deliberating', 'screened_in>lapsed', 'screened_in>withdrawn', 'screened_out>screened_in', 'seconded>lapsed', 'seconded>screened_in', 'seconded>screened_out', 'seconded>withdrawn', 'selected>approved', 'selected>deferred', 'selected>on_ballot', 'selected>refused', 'submitted>lapsed', 'submitted>not_seconded', 'submitted>seconded', 'submitted>withdrawn') BEGIN SELECT RAISE(ABORT, 'proposal_steps refused'); END",
        "CREATE TRIGGER proposal_start BEFORE INSERT ON proposal WHEN NEW.state <> 'draft' BEGIN SELECT RAISE(ABORT, 'proposal_start refused'); END",
        "CREATE TRIGGER proposal_no_delete BEFORE DELETE ON proposal WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'proposal_no_delete refused'); END",
        "CREATE TRIGGER second_no_delete BEFORE DELETE ON second WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'second_no_delete refused'); END",
        "CREATE TRIGGER screening_no_delete BEFORE DELETE ON screening WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'screening_no_delete refused'); END",
        "CREATE TRIGGER screening_appeal_no_delete BEFORE DELETE ON screening_appeal WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'screening_appeal_no_delete refused'); END",
        "CREATE TRIGGER ballot_condition_no_delete BEFORE DELETE ON ballot_condition WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'ballot_condition_no_delete refused'); END",
        "CREATE TRIGGER disclosed_text_no_update BEFORE UPDATE ON disclosed_text WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'disclosed_text_no_update refused'); END",
        "CREATE TRIGGER disclosed_text_no_delete BEFORE DELETE ON disclosed_text WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'disclosed_text_no_delete refused'); END",
        "CREATE TRIGGER proposal_version_no_update BEFORE UPDATE ON proposal_version WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'proposal_version_no_update refused'); END",
        "CREATE TRIGGER proposal_version_no_delete BEFORE DELETE ON proposal_version WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'proposal_version_no_delete refused'); END",
        "CREATE TRIGGER rerun_no_delete BEFORE DELETE ON rerun WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'rerun_no_delete refused'); END",
        "CREATE TRIGGER subject_code_fixed BEFORE UPDATE OF code ON subject WHEN NEW.code <> OLD.code AND NOT (OLD.kind = 'proposal' AND substr(OLD.code, 1, 6) = 'draft-') BEGIN SELECT RAISE(ABORT, 'subject_code_fixed refused'); END",
        "CREATE TRIGGER second_not_author BEFORE INSERT ON second WHEN EXISTS (SELECT 1 FROM roll_entry e JOIN proposal p ON p.author_id = e.person_id WHERE e.id = NEW.entry_id AND p.id = NEW.proposal_id) BEGIN SELECT RAISE(ABORT, 'second_not_author refused'); END",
        "CREATE TRIGGER screening_decided_once BEFORE UPDATE ON screening WHEN OLD.decided_at IS NOT NULL BEGIN SELECT RAISE(ABORT, 'screening_decided_once refused'); END",
        "CREATE TRIGGER screening_appeal_decided_once BEFORE UPDATE ON screening_appeal WHEN OLD.decided_at IS NOT NULL OR NEW.text <> OLD.text BEGIN SELECT RAISE(ABORT, 'screening_appeal_decided_once refused'); END",
        "CREATE TRIGGER decision_no_update BEFORE UPDATE ON decision WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'decision_no_update refused'); END",
        "CREATE TRIGGER decision_no_delete BEFORE DELETE ON decision WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'decision_no_delete refused'); END",
        "CREATE TRIGGER proposal_d1_deliberating BEFORE UPDATE OF state ON proposal WHEN OLD.state = 'screened_in' AND NEW.state = 'deliberating' AND NOT EXISTS (SELECT 1 FROM notice_subject s JOIN notice n ON n.id = s.notice_id WHERE s.subject_id = NEW.id AND n.kind = 'D1' AND s.released_at IS NOT NULL) BEGIN SELECT RAISE(ABORT, 'proposal_d1_deliberating refused'); END",
        "CREATE TRIGGER proposal_d2_on_ballot BEFORE UPDATE OF state ON proposal WHEN OLD.state = 'advanced' AND NEW.state = 'on_ballot' AND NOT EXISTS (SELECT 1 FROM notice_subject s JOIN notice n ON n.id = s.notice_id WHERE s.subject_id = NEW.id AND n.kind = 'D2' AND s.released_at IS NOT NULL) BEGIN SELECT RAISE(ABORT, 'proposal_d2_on_ballot refused'); END",
        "CREATE TRIGGER proposal_d3_approved BEFORE UPDATE OF state ON proposal WHEN OLD.state = 'selected' AND NEW.state = 'approved' AND NOT EXISTS (SELECT 1 FROM notice_subject s JOIN notice n ON n.id = s.notice_id WHERE s.subject_id = NEW.id AND n.kind = 'D3' AND s.released_at IS NOT NULL) BEGIN SELECT RAISE(ABORT, 'proposal_d3_approved refused'); END",
        "CREATE TRIGGER proposal_d3_refused BEFORE UPDATE OF state ON proposal WHEN OLD.state = 'selected' AND NEW.state = 'refused' AND NOT EXISTS (SELECT 1 FROM notice_subject s JOIN notice n ON n.id = s.notice_id WHERE s.subject_id = NEW.id AND n.kind = 'D3' AND s.released_at IS NOT NULL) BEGIN SELECT RAISE(ABORT, 'proposal_d3_refused refused'); END",
        "CREATE TRIGGER proposal_text_resolved BEFORE UPDATE OF state ON proposal WHEN NEW.state = 'approved' AND OLD.state <> 'approved' AND NOT EXISTS (SELECT 1 FROM proposal_version v WHERE v.proposal_id = NEW.id AND v.number = NEW.version AND v.text_hash = (SELECT d.text_hash FROM disclosed_text d WHERE d.proposal_id = NEW.id AND d.kind = 'D2' ORDER BY d.notice_id DESC LIMIT 1) AND v.text_hash = (SELECT d.text_hash FROM disclosed_text d WHERE d.proposal_id = NEW.id AND d.kind = 'D3' ORDER BY d.notice_id DESC LIMIT 1)) BEGIN SELECT RAISE(ABORT, 'proposal_text_resolved refused'); END",
        "CREATE TRIGGER comment_no_update BEFORE UPDATE ON comment WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'comment_no_update refused'); END",
        "CREATE TRIGGER comment_no_delete BEFORE DELETE ON comment WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'comment_no_delete refused'); END",
        "CREATE TRIGGER question_no_update BEFORE UPDATE ON question WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'question_no_update refused'); END",
        "CREATE TRIGGER question_no_delete BEFORE DELETE ON question WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'question_no_delete refused'); END",
        "CREATE TRIGGER answer_no_update BEFORE UPDATE ON answer WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'answer_no_update refused'); END",
        "CREATE TRIGGER answer_no_delete BEFORE DELETE ON answer WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'answer_no_delete refused'); END",
        "CREATE TRIGGER opinion_no_update BEFORE UPDATE ON opinion WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'opinion_no_update refused'); END",
        "CREATE TRIGGER opinion_no_delete BEFORE DELETE ON opinion WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'opinion_no_delete refused'); END",
        "CREATE TRIGGER agenda_opinion_no_update BEFORE UPDATE ON agenda_opinion WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'agenda_opinion_no_update refused'); END",
        "CREATE TRIGGER agenda_opinion_no_delete BEFORE DELETE ON agenda_opinion WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'agenda_opinion_no_delete refused'); END",
        "CREATE TRIGGER merge_offer_no_delete BEFORE DELETE ON merge_offer WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'merge_offer_no_delete refused'); END",
        "CREATE TRIGGER merge_part_no_delete BEFORE DELETE ON merge_part WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'merge_part_no_delete refused'); END",
        "CREATE TRIGGER merge_offer_closed BEFORE UPDATE ON merge_offer WHEN OLD.outcome <> 'open' BEGIN SELECT RAISE(ABORT, 'merge_offer_closed refused'); END",
        "CREATE TRIGGER merge_part_once BEFORE UPDATE ON merge_part WHEN OLD.agreed IS NOT NULL BEGIN SELECT RAISE(ABORT, 'merge_part_once refused'); END",
        "CREATE TRIGGER minutes_no_delete BEFORE DELETE ON minutes WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'minutes_no_delete refused'); END",
        "CREATE TRIGGER minutes_suggestion_no_delete BEFORE DELETE ON minutes_suggestion WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'minutes_suggestion_no_delete refused'); END",
        "CREATE TRIGGER minutes_signer_no_update BEFORE UPDATE ON minutes_signer WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'minutes_signer_no_update refused'); END",
        "CREATE TRIGGER minutes_signer_no_delete BEFORE DELETE ON minutes_signer WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'minutes_signer_no_delete refused'); END",
        "CREATE TRIGGER minutes_signature_no_update BEFORE UPDATE ON minutes_signature WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'minutes_signature_no_update refused'); END",
        "CREATE TRIGGER minutes_signature_no_delete BEFORE DELETE ON minutes_signature WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'minutes_signature_no_delete refused'); END",
        "CREATE TRIGGER minutes_fixed BEFORE UPDATE ON minutes WHEN NEW.paragraphs <> OLD.paragraphs OR OLD.stood_at IS NOT NULL OR NEW.round < OLD.round BEGIN SELECT RAISE(ABORT, 'minutes_fixed refused'); END",
        "CREATE TRIGGER minutes_suggestion_fixed BEFORE UPDATE ON minutes_suggestion WHEN NEW.text <> OLD.text OR NEW.paragraph <> OLD.paragraph OR OLD.state <> 'open' BEGIN SELECT RAISE(ABORT, 'minutes_suggestion_fixed refused'); END",
        "CREATE TRIGGER requirement_steps BEFORE UPDATE OF state ON requirement WHEN NEW.state <> OLD.state AND (OLD.state || '>' || NEW.state) NOT IN ('open>lapsed', 'open>reached', 'reached>met') BEGIN SELECT RAISE(ABORT, 'requirement_steps refused'); END",
        "CREATE TRIGGER requirement_start BEFORE INSERT ON requirement WHEN NEW.state <> 'open' BEGIN SELECT RAISE(ABORT, 'requirement_start refused'); END",
        "CREATE TRIGGER requirement_no_delete BEFORE DELETE ON requirement WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'requirement_no_delete refused'); END",
        "CREATE TRIGGER requirement_signature_no_update BEFORE UPDATE ON requirement_signature WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'requirement_signature_no_update refused'); END",
        "CREATE TRIGGER requirement_signature_no_delete BEFORE DELETE ON requirement_signature WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'requirement_signature_no_delete refused'); END",
        "CREATE TRIGGER council_session_steps BEFORE UPDATE OF state ON council_session WHEN NEW.state <> OLD.state AND (OLD.state || '>' || NEW.state) NOT IN ('adjourned>minutes_drafted', 'checking_in>adjourned', 'checking_in>open', 'closed>minutes_drafted', 'convened>adjourned', 'convened>cancelled', 'convened>checking_in', 'minutes_drafted>stood', 'open>adjourned', 'open>closed') BEGIN SELECT RAISE(ABORT, 'council_session_steps refused'); END",
        "CREATE TRIGGER council_session_start BEFORE INSERT ON council_session WHEN NEW.state <> 'convened' BEGIN SELECT RAISE(ABORT, 'council_session_start refused'); END",
        "CREATE TRIGGER council_session_no_delete BEFORE DELETE ON council_session WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'council_session_no_delete refused'); END",
        "CREATE TRIGGER agenda_item_steps BEFORE UPDATE OF state ON agenda_item WHEN NEW.state <> OLD.state AND (OLD.state || '>' || NEW.state) NOT IN ('open>decided', 'open>put_off', 'waiting>open', 'waiting>put_off') BEGIN SELECT RAISE(ABORT, 'agenda_item_steps refused'); END",
        "CREATE TRIGGER agenda_item_start BEFORE INSERT ON agenda_item WHEN NEW.state <> 'waiting' BEGIN SELECT RAISE(ABORT, 'agenda_item_start refused'); END",
        "CREATE TRIGGER agenda_item_no_delete BEFORE DELETE ON agenda_item WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'agenda_item_no_delete refused'); END",
        "CREATE TRIGGER motion_steps BEFORE UPDATE OF state ON motion WHEN NEW.state <> OLD.state AND (OLD.state || '>' || NEW.state) NOT IN ('carried>voided', 'lost>voided', 'moved>fallen', 'moved>lapsed', 'moved>seconded', 'moved>withdrawn', 'seconded>amended', 'seconded>lapsed', 'seconded>to_office', 'seconded>to_residents', 'seconded>voting', 'seconded>withdrawn', 'to_office>denied', 'to_office>granted', 'to_residents>voided', 'voting>carried', 'voting>lapsed', 'voting>lost') BEGIN SELECT RAISE(ABORT, 'motion_steps refused'); END",
        "CREATE TRIGGER motion_start BEFORE INSERT ON motion WHEN NEW.state <> 'moved' BEGIN SELECT RAISE(ABORT, 'motion_start refused'); END",
        "CREATE TRIGGER motion_no_delete BEFORE DELETE ON motion WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'motion_no_delete refused'); END",
        "CREATE TRIGGER council_member_no_delete BEFORE DELETE ON council_member WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'council_member_no_delete refused'); END",
        "CREATE TRIGGER attendance_no_delete BEFORE DELETE ON attendance WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'attendance_no_delete refused'); END",
        "CREATE TRIGGER recusal_no_delete BEFORE DELETE ON recusal WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'recusal_no_delete refused'); END",
        "CREATE TRIGGER quorum_check_no_update BEFORE UPDATE ON quorum_check WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'quorum_check_no_update refused'); END",
        "CREATE TRIGGER quorum_check_no_delete BEFORE DELETE ON quorum_check WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'quorum_check_no_delete refused'); END",
        "CREATE TRIGGER agenda_item_frozen BEFORE UPDATE ON agenda_item WHEN NEW.session_id <> OLD.session_id OR NEW.purpose <> OLD.purpose OR NEW.text_zh <> OLD.text_zh OR NEW.text <> OLD.text OR NEW.text_facts <> OLD.text_facts OR COALESCE(NEW.subject_id, 0) <> COALESCE(OLD.subject_id, 0) BEGIN SELECT RAISE(ABORT, 'agenda_item_frozen refused'); END",
        "CREATE TRIGGER council_session_opened BEFORE UPDATE OF state ON council_session WHEN NEW.state = 'open' AND NOT EXISTS (SELECT 1 FROM quorum_check q WHERE q.session_id = NEW.id AND q.occasion = 'opening' AND q.present >= q.needed) BEGIN SELECT RAISE(ABORT, 'council_session_opened refused'); END",
        "CREATE TRIGGER council_vote_entitled BEFORE INSERT ON council_vote WHEN NOT EXISTS (SELECT 1 FROM motion m JOIN attendance a ON a.session_id = m.session_id WHERE m.id = NEW.motion_id AND m.state = 'voting' AND a.person_id = NEW.person_id AND a.left_at IS NULL) OR EXISTS (SELECT 1 FROM motion m JOIN recusal r ON r.item_id = m.item_id WHERE m.id = NEW.motion_id AND r.person_id = NEW.person_id) BEGIN SELECT RAISE(ABORT, 'council_vote_entitled refused'); END",
        "CREATE TRIGGER council_vote_changed BEFORE UPDATE ON council_vote WHEN NOT EXISTS (SELECT 1 FROM motion m JOIN attendance a ON a.session_id = m.session_id WHERE m.id = NEW.motion_id AND m.state = 'voting' AND a.person_id = NEW.person_id AND a.left_at IS NULL) OR EXISTS (SELECT 1 FROM motion m JOIN recusal r ON r.item_id = m.item_id WHERE m.id = NEW.motion_id AND r.person_id = NEW.person_id) BEGIN SELECT RAISE(ABORT, 'council_vote_changed refused'); END",
        "CREATE TRIGGER council_vote_kept BEFORE DELETE ON council_vote WHEN NOT EXISTS (SELECT 1 FROM motion m WHERE m.id = OLD.motion_id AND m.state = 'voting') BEGIN SELECT RAISE(ABORT, 'council_vote_kept refused'); END",
        "CREATE TRIGGER recusal_unvoted BEFORE INSERT ON recusal WHEN EXISTS (SELECT 1 FROM council_vote v JOIN motion m ON m.id = v.motion_id WHERE v.person_id = NEW.person_id AND m.state = 'voting' AND m.item_id = NEW.item_id) BEGIN SELECT RAISE(ABORT, 'recusal_unvoted refused'); END",
        "CREATE TRIGGER recusal_fixed BEFORE UPDATE ON recusal WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'recusal_fixed refused'); END",
        "CREATE TRIGGER attendance_unvoted BEFORE UPDATE ON attendance WHEN OLD.left_at IS NOT NULL OR NEW.person_id <> OLD.person_id OR NEW.channel <> OLD.channel OR EXISTS (SELECT 1 FROM council_vote v JOIN motion m ON m.id = v.motion_id WHERE v.person_id = NEW.person_id AND m.state = 'voting' AND m.session_id = NEW.session_id) BEGIN SELECT RAISE(ABORT, 'attendance_unvoted refused'); END",
        "CREATE TRIGGER motion_counted BEFORE UPDATE OF state ON motion WHEN NEW.state IN ('carried', 'lost') AND (COALESCE(NEW.ayes, -1) <> (SELECT count(*) FROM council_vote v WHERE v.motion_id = NEW.id AND v.choice = 'yes') OR COALESCE(NEW.noes, -1) <> (SELECT count(*) FROM council_vote v WHERE v.motion_id = NEW.id AND v.choice = 'no') OR COALESCE(NEW.abstentions, -1) <> (SELECT count(*) FROM council_vote v WHERE v.motion_id = NEW.id AND v.choice = 'abstain') OR COALESCE(NEW.entitled, -1) <> (SELECT count(*) FROM attendance a WHERE a.session_id = NEW.session_id AND a.left_at IS NULL AND a.person_id NOT IN (SELECT r.person_id FROM recusal r WHERE r.item_id = NEW.item_id)) OR COALESCE(NEW.base, 0) < 5 OR NEW.entitled < COALESCE(NEW.quorum, NEW.entitled + 1) OR NEW.quorum * 2 <= NEW.base OR COALESCE(NEW.needed, 0) * 2 <= NEW.entitled OR (NEW.state = 'carried') <> (NEW.ayes >= NEW.needed)) BEGIN SELECT RAISE(ABORT, 'motion_counted refused'); END",
        "CREATE TRIGGER motion_fixed BEFORE UPDATE ON motion WHEN NEW.text <> OLD.text OR NEW.text_facts <> OLD.text_facts OR NEW.text_hash <> OLD.text_hash OR NEW.item_id <> OLD.item_id OR NEW.session_id <> OLD.session_id OR NEW.kind <> OLD.kind OR (OLD.state IN ('carried', 'lost', 'voided', 'granted', 'denied') AND (COALESCE(NEW.ayes, -1) <> COALESCE(OLD.ayes, -1) OR COALESCE(NEW.noes, -1) <> COALESCE(OLD.noes, -1) OR COALESCE(NEW.abstentions, -1) <> COALESCE(OLD.abstentions, -1) OR COALESCE(NEW.entitled, -1) <> COALESCE(OLD.entitled, -1) OR COALESCE(NEW.base, -1) <> COALESCE(OLD.base, -1) OR COALESCE(NEW.quorum, -1) <> COALESCE(OLD.quorum, -1) OR COALESCE(NEW.needed, -1) <> COALESCE(OLD.needed, -1))) BEGIN SELECT RAISE(ABORT, 'motion_fixed refused'); END",
        "CREATE TRIGGER round_steps BEFORE UPDATE OF state ON round WHEN NEW.state <> OLD.state AND (OLD.state || '>' || NEW.state) NOT IN ('adopted>void', 'closed>entering', 'closed>void', 'counted>adopted', 'counted>void', 'entering>reconciled', 'entering>void', 'frozen>adopted', 'frozen>counted', 'frozen>open', 'frozen>void', 'open>closed', 'open>void', 'reconciled>adopted', 'reconciled>counted', 'reconciled>void') BEGIN SELECT RAISE(ABORT, 'round_steps refused'); END",
        "CREATE TRIGGER round_start BEFORE INSERT ON round WHEN NEW.state <> 'frozen' BEGIN SELECT RAISE(ABORT, 'round_start refused'); END",
        "CREATE TRIGGER round_no_delete BEFORE DELETE ON round WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'round_no_delete refused'); END",
        "CREATE TRIGGER round_project_no_delete BEFORE DELETE ON round_project WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'round_project_no_delete refused'); END",
        "CREATE TRIGGER round_voter_no_delete BEFORE DELETE ON round_voter WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'round_voter_no_delete refused'); END",
        "CREATE TRIGGER roll_mark_no_delete BEFORE DELETE ON roll_mark WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'roll_mark_no_delete refused'); END",
        "CREATE TRIGGER void_request_no_delete BEFORE DELETE ON void_request WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'void_request_no_delete refused'); END",
        "CREATE TRIGGER cast_vote_record_no_update BEFORE UPDATE ON cast_vote_record WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'cast_vote_record_no_update refused'); END",
        "CREATE TRIGGER cast_vote_record_no_delete BEFORE DELETE ON cast_vote_record WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'cast_vote_record_no_delete refused'); END",
        "CREATE TRIGGER tally_no_update BEFORE UPDATE ON tally WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'tally_no_update refused'); END",
        "CREATE TRIGGER tally_no_delete BEFORE DELETE ON tally WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'tally_no_delete refused'); END",
        "CREATE TRIGGER allocation_no_update BEFORE UPDATE ON allocation WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'allocation_no_update refused'); END",
        "CREATE TRIGGER allocation_no_delete BEFORE DELETE ON allocation WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'allocation_no_delete refused'); END",
        "CREATE TRIGGER round_project_fixed BEFORE UPDATE ON round_project WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'round_project_fixed refused'); END",
        "CREATE TRIGGER round_voter_fixed BEFORE UPDATE ON round_voter WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'round_voter_fixed refused'); END",
        "CREATE TRIGGER round_frozen BEFORE UPDATE ON round WHEN NEW.frozen_hash <> OLD.frozen_hash OR NEW.frozen_json <> OLD.frozen_json OR NEW.budget <> OLD.budget OR NEW.rule <> OLD.rule OR NEW.roll_size <> OLD.roll_size OR NEW.opens_at <> OLD.opens_at OR NEW.closes_at < OLD.closes_at OR NEW.public_key <> OLD.public_key OR (NEW.closes_at <> OLD.closes_at AND (OLD.extended_from IS NOT NULL OR OLD.state <> 'open')) BEGIN SELECT RAISE(ABORT, 'round_frozen refused'); END",
        "CREATE TRIGGER round_project_frozen BEFORE INSERT ON round_project WHEN (SELECT state FROM round WHERE id = NEW.round_id) <> 'frozen' BEGIN SELECT RAISE(ABORT, 'round_project_frozen refused'); END",
        "CREATE TRIGGER round_voter_frozen BEFORE INSERT ON round_voter WHEN (SELECT state FROM round WHERE id = NEW.round_id) <> 'frozen' BEGIN SELECT RAISE(ABORT, 'round_voter_frozen refused'); END",
        "CREATE TRIGGER sealed_ballot_cast BEFORE INSERT ON sealed_ballot WHEN (SELECT state FROM round WHERE id = NEW.round_id) <> 'open' BEGIN SELECT RAISE(ABORT, 'sealed_ballot_cast refused'); END",
        "CREATE TRIGGER sealed_ballot_recast BEFORE UPDATE ON sealed_ballot WHEN (SELECT state FROM round WHERE id = NEW.round_id) <> 'open' BEGIN SELECT RAISE(ABORT, 'sealed_ballot_recast refused'); END",
        "CREATE TRIGGER roll_mark_cast BEFORE INSERT ON roll_mark WHEN (SELECT state FROM round WHERE id = NEW.round_id) NOT IN ('open','entering') BEGIN SELECT RAISE(ABORT, 'roll_mark_cast refused'); END",
        "CREATE TRIGGER roll_mark_fixed BEFORE UPDATE ON roll_mark WHEN (SELECT state FROM round WHERE id = NEW.round_id) <> 'open' BEGIN SELECT RAISE(ABORT, 'roll_mark_fixed refused'); END",
        "CREATE TRIGGER sealed_ballot_opened BEFORE DELETE ON sealed_ballot WHEN (SELECT sealed_root FROM round WHERE id = OLD.round_id) IS NULL BEGIN SELECT RAISE(ABORT, 'sealed_ballot_opened refused'); END",
        "CREATE TRIGGER cast_vote_record_opened BEFORE INSERT ON cast_vote_record WHEN (SELECT state FROM round WHERE id = NEW.round_id) <> 'reconciled' AND NOT ((SELECT state FROM round WHERE id = NEW.round_id) = 'frozen' AND (SELECT imported FROM round WHERE id = NEW.round_id)) BEGIN SELECT RAISE(ABORT, 'cast_vote_record_opened refused'); END",
        "CREATE TRIGGER posting_no_update BEFORE UPDATE ON posting WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'posting_no_update refused'); END",
        "CREATE TRIGGER posting_no_delete BEFORE DELETE ON posting WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'posting_no_delete refused'); END",
        "CREATE TRIGGER ledger_account_no_delete BEFORE DELETE ON ledger_account WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'ledger_account_no_delete refused'); END",
        "CREATE TRIGGER posting_flow BEFORE INSERT ON posting WHEN (NEW.act || '>' || (SELECT kind FROM ledger_account WHERE id = NEW.credit_id) || '>' || (SELECT kind FROM ledger_account WHERE id = NEW.debit_id)) NOT IN ('open>grant>pool', 'open>pool>variation_reserve', 'open>pool>urgent_reserve', 'reserve>pool>reserved', 'release>reserved>pool', 'commit>reserved>committed', 'commit>pool>committed', 'contract>committed>contracted', 'contract>committed>pool', 'supplement>variation_reserve>contracted', 'reduce>contracted>pool', 'replace>contracted>committed', 'pay>contracted>paid', 'pay>contracted>retention', 'settle>contracted>pool', 'settle>committed>pool', 'terminate>contracted>pool', 'terminate>committed>pool', 'reclaim>paid>pool', 'release_retention>retention>paid', 'return>pool>returned', 'return>variation_reserve>returned', 'return>urgent_reserve>returned') BEGIN SELECT RAISE(ABORT, 'posting_flow refused'); END",
        "CREATE TRIGGER posting_owner BEFORE INSERT ON posting WHEN EXISTS (SELECT 1 FROM ledger_account a WHERE a.id IN (NEW.debit_id, NEW.credit_id) AND (a.cycle_id <> NEW.cycle_id OR (a.owner_id <> a.cycle_id AND a.owner_id <> NEW.subject_id))) BEGIN SELECT RAISE(ABORT, 'posting_owner refused'); END",
        'CREATE TRIGGER posting_moves AFTER INSERT ON posting BEGIN UPDATE ledger_account SET balance = balance + NEW.amount WHERE id = NEW.debit_id; UPDATE ledger_account SET balance = balance - NEW.amount WHERE id = NEW.credit_id;  END',
        "CREATE TRIGGER ledger_account_sum BEFORE UPDATE ON ledger_account WHEN NEW.cycle_id <> OLD.cycle_id OR NEW.owner_id <> OLD.owner_id OR NEW.kind <> OLD.kind OR NEW.balance <> (SELECT COALESCE(SUM(amount), 0) FROM posting WHERE debit_id = NEW.id) - (SELECT COALESCE(SUM(amount), 0) FROM posting WHERE credit_id = NEW.id) BEGIN SELECT RAISE(ABORT, 'ledger_account_sum refused'); END",
        "CREATE TRIGGER ledger_account_starts BEFORE INSERT ON ledger_account WHEN NEW.balance <> 0 BEGIN SELECT RAISE(ABORT, 'ledger_account_starts refused'); END",
        "CREATE TRIGGER acceptance_no_delete BEFORE DELETE ON acceptance WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'acceptance_no_delete refused'); END",
        "CREATE TRIGGER check_item_no_delete BEFORE DELETE ON check_item WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'check_item_no_delete refused'); END",
        "CREATE TRIGGER termination_no_delete BEFORE DELETE ON termination WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'termination_no_delete refused'); END",
        "CREATE TRIGGER settlement_no_update BEFORE UPDATE ON settlement WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'settlement_no_update refused'); END",
        "CREATE TRIGGER settlement_no_delete BEFORE DELETE ON settlement WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'settlement_no_delete refused'); END",
        "CREATE TRIGGER acceptance_fixed BEFORE UPDATE ON acceptance WHEN OLD.confirmed_at IS NOT NULL OR OLD.failed_at IS NOT NULL BEGIN SELECT RAISE(ABORT, 'acceptance_fixed refused'); END",
        "CREATE TRIGGER milestone_steps BEFORE UPDATE OF state ON milestone WHEN NEW.state <> OLD.state AND (OLD.state || '>' || NEW.state) NOT IN ('delivered>dropped', 'delivered>inspected', 'delivered>planned', 'inspected>dropped', 'inspected>planned', 'inspected>verified', 'planned>delivered', 'planned>dropped') BEGIN SELECT RAISE(ABORT, 'milestone_steps refused'); END",
        "CREATE TRIGGER milestone_start BEFORE INSERT ON milestone WHEN NEW.state <> 'planned' BEGIN SELECT RAISE(ABORT, 'milestone_start refused'); END",
        "CREATE TRIGGER contract_no_delete BEFORE DELETE ON contract WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'contract_no_delete refused'); END",
        "CREATE TRIGGER milestone_no_delete BEFORE DELETE ON milestone WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'milestone_no_delete refused'); END",
        "CREATE TRIGGER evidence_no_update BEFORE UPDATE ON evidence WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'evidence_no_update refused'); END",
        "CREATE TRIGGER evidence_no_delete BEFORE DELETE ON evidence WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'evidence_no_delete refused'); END",
        "CREATE TRIGGER milestone_check_no_update BEFORE UPDATE ON milestone_check WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'milestone_check_no_update refused'); END",
        "CREATE TRIGGER milestone_check_no_delete BEFORE DELETE ON milestone_check WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'milestone_check_no_delete refused'); END",
        "CREATE TRIGGER contract_fixed BEFORE UPDATE ON contract WHEN OLD.ended_at IS NOT NULL OR NEW.amount <> OLD.amount OR NEW.advance <> OLD.advance OR NEW.retention <> OLD.retention OR NEW.contractor_id <> OLD.contractor_id BEGIN SELECT RAISE(ABORT, 'contract_fixed refused'); END",
        "CREATE TRIGGER milestone_fixed BEFORE UPDATE ON milestone WHEN OLD.state = 'verified' OR NEW.weight <> OLD.weight OR NEW.amount <> OLD.amount OR NEW.contract_id <> OLD.contract_id OR NEW.project_id <> OLD.project_id BEGIN SELECT RAISE(ABORT, 'milestone_fixed refused'); END",
        "CREATE TRIGGER contract_awarded BEFORE INSERT ON contract WHEN NOT EXISTS (SELECT 1 FROM award a WHERE a.id = NEW.award_id AND a.project_id = NEW.project_id AND a.contractor_id = NEW.contractor_id AND a.cancelled_at IS NULL AND a.amount >= NEW.amount) BEGIN SELECT RAISE(ABORT, 'contract_awarded refused'); END",
        "CREATE TRIGGER milestone_plan BEFORE INSERT ON milestone WHEN EXISTS (SELECT 1 FROM contract c WHERE c.id = NEW.contract_id AND c.advance + NEW.amount + (SELECT COALESCE(SUM(m.amount), 0) FROM milestone m WHERE m.contract_id = c.id) > c.amount) BEGIN SELECT RAISE(ABORT, 'milestone_plan refused'); END",
        "CREATE TRIGGER evaluation_no_delete BEFORE DELETE ON evaluation WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'evaluation_no_delete refused'); END",
        "CREATE TRIGGER evaluation_answer_no_update BEFORE UPDATE ON evaluation_answer WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'evaluation_answer_no_update refused'); END",
        "CREATE TRIGGER evaluation_answer_no_delete BEFORE DELETE ON evaluation_answer WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'evaluation_answer_no_delete refused'); END",
        "CREATE TRIGGER evaluation_closed BEFORE UPDATE ON evaluation WHEN OLD.closed_at IS NOT NULL BEGIN SELECT RAISE(ABORT, 'evaluation_closed refused'); END",
        "CREATE TRIGGER evaluation_answer_in_time BEFORE INSERT ON evaluation_answer WHEN EXISTS (SELECT 1 FROM evaluation e WHERE e.id = NEW.evaluation_id AND (e.closed_at IS NOT NULL OR NEW.at >= e.closes_at OR NEW.at < e.opens_at)) BEGIN SELECT RAISE(ABORT, 'evaluation_answer_in_time refused'); END",
        "CREATE TRIGGER payment_request_steps BEFORE UPDATE OF state ON payment_request WHEN NEW.state <> OLD.state AND (OLD.state || '>' || NEW.state) NOT IN ('requested>returned', 'requested>verified', 'verified>released', 'verified>returned') BEGIN SELECT RAISE(ABORT, 'payment_request_steps refused'); END",
        "CREATE TRIGGER payment_request_start BEFORE INSERT ON payment_request WHEN NEW.state <> 'requested' BEGIN SELECT RAISE(ABORT, 'payment_request_start refused'); END",
        "CREATE TRIGGER variation_steps BEFORE UPDATE OF state ON variation WHEN NEW.state <> OLD.state AND (OLD.state || '>' || NEW.state) NOT IN ('moved>noticed', 'moved>refused', 'noticed>effective', 'noticed>void', 'proposed>effective', 'proposed>lost', 'proposed>moved', 'proposed>refused') BEGIN SELECT RAISE(ABORT, 'variation_steps refused'); END",
        "CREATE TRIGGER variation_start BEFORE INSERT ON variation WHEN NEW.state <> 'proposed' BEGIN SELECT RAISE(ABORT, 'variation_start refused'); END",
        "CREATE TRIGGER payment_request_no_delete BEFORE DELETE ON payment_request WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'payment_request_no_delete refused'); END",
        "CREATE TRIGGER variation_no_delete BEFORE DELETE ON variation WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'variation_no_delete refused'); END",
        "CREATE TRIGGER payment_request_fixed BEFORE UPDATE ON payment_request WHEN OLD.state IN ('released', 'returned') OR NEW.amount <> OLD.amount OR NEW.withheld <> OLD.withheld OR NEW.project_id <> OLD.project_id OR NEW.invoice_number <> OLD.invoice_number OR NEW.invoice_issuer <> OLD.invoice_issuer OR NEW.requested_by <> OLD.requested_by BEGIN SELECT RAISE(ABORT, 'payment_request_fixed refused'); END",
        "CREATE TRIGGER payment_request_milestone BEFORE UPDATE OF state ON payment_request WHEN NEW.state = 'released' AND NEW.kind = 'milestone' AND NOT EXISTS (SELECT 1 FROM milestone m WHERE m.id = NEW.milestone_id AND m.state = 'verified') BEGIN SELECT RAISE(ABORT, 'payment_request_milestone refused'); END",
        "CREATE TRIGGER payment_request_within BEFORE UPDATE OF state ON payment_request WHEN NEW.state = 'released' AND OLD.state <> 'released' AND NEW.kind <> 'retention' AND NEW.amount > (SELECT COALESCE(MAX(a.balance), 0) FROM ledger_account a WHERE a.owner_id = NEW.project_id AND a.kind = 'contracted') BEGIN SELECT RAISE(ABORT, 'payment_request_within refused'); END",
        "CREATE TRIGGER variation_fixed BEFORE UPDATE ON variation WHEN NEW.amount <> OLD.amount OR NEW.council <> OLD.council OR NEW.project_id <> OLD.project_id OR NEW.milestone_id <> OLD.milestone_id BEGIN SELECT RAISE(ABORT, 'variation_fixed refused'); END",
        "CREATE TRIGGER variation_council BEFORE UPDATE OF state ON variation WHEN NEW.state = 'effective' AND OLD.state = 'proposed' AND NEW.council BEGIN SELECT RAISE(ABORT, 'variation_council refused'); END",
        "CREATE TRIGGER contractor_no_delete BEFORE DELETE ON contractor WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'contractor_no_delete refused'); END",
        "CREATE TRIGGER procurement_no_delete BEFORE DELETE ON procurement WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'procurement_no_delete refused'); END",
        "CREATE TRIGGER quotation_no_delete BEFORE DELETE ON quotation WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'quotation_no_delete refused'); END",
        "CREATE TRIGGER award_no_delete BEFORE DELETE ON award WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'award_no_delete refused'); END",
        "CREATE TRIGGER quotation_in_time BEFORE INSERT ON quotation WHEN EXISTS (SELECT 1 FROM procurement p WHERE p.id = NEW.procurement_id AND (p.opened_at IS NOT NULL OR NEW.at >= p.opens_at)) BEGIN SELECT RAISE(ABORT, 'quotation_in_time refused'); END",
        "CREATE TRIGGER quotation_sealed BEFORE UPDATE ON quotation WHEN NEW.contractor_id <> OLD.contractor_id OR NEW.procurement_id <> OLD.procurement_id OR EXISTS (SELECT 1 FROM procurement p WHERE p.id = NEW.procurement_id AND (p.opened_at IS NOT NULL OR NEW.at >= p.opens_at)) BEGIN SELECT RAISE(ABORT, 'quotation_sealed refused'); END",
        "CREATE TRIGGER award_fixed BEFORE UPDATE ON award WHEN OLD.cancelled_at IS NOT NULL OR NEW.amount <> OLD.amount OR NEW.quotation_id <> OLD.quotation_id OR NEW.contractor_id <> OLD.contractor_id BEGIN SELECT RAISE(ABORT, 'award_fixed refused'); END",
        "CREATE TRIGGER project_steps BEFORE UPDATE OF state ON project WHEN NEW.state <> OLD.state AND (OLD.state || '>' || NEW.state) NOT IN ('acceptance>accepted', 'acceptance>rectifying', 'acceptance>terminated', 'accepted>acceptance', 'accepted>rectifying', 'accepted>settling', 'approved>funded', 'contracted>executing', 'contracted>terminated', 'evaluating>closed', 'evaluating>closed_with_reservations', 'executing>acceptance', 'executing>procuring', 'executing>suspended', 'executing>terminated', 'funded>procuring', 'funded>terminated', 'procuring>contracted', 'procuring>terminated', 'rectifying>acceptance', 'rectifying>terminated', 'settled>evaluating', 'settling>settled', 'suspended>executing', 'suspended>terminated') BEGIN SELECT RAISE(ABORT, 'project_steps refused'); END",
        "CREATE TRIGGER project_start BEFORE INSERT ON project WHEN NEW.state <> 'approved' BEGIN SELECT RAISE(ABORT, 'project_start refused'); END",
        "CREATE TRIGGER project_no_delete BEFORE DELETE ON project WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'project_no_delete refused'); END",
        "CREATE TRIGGER project_wait_no_delete BEFORE DELETE ON project_wait WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'project_wait_no_delete refused'); END",
        "CREATE TRIGGER project_resolved BEFORE UPDATE ON project WHEN NEW.approved <> OLD.approved OR NEW.cap <> OLD.cap OR NEW.proposal_id <> OLD.proposal_id BEGIN SELECT RAISE(ABORT, 'project_resolved refused'); END",
        "CREATE TRIGGER project_e1 BEFORE UPDATE OF state ON project WHEN OLD.state = 'procuring' AND NEW.state = 'contracted' AND NOT EXISTS (SELECT 1 FROM notice_subject s JOIN notice n ON n.id = s.notice_id WHERE s.subject_id = NEW.id AND n.kind = 'E1' AND s.released_at IS NOT NULL) BEGIN SELECT RAISE(ABORT, 'project_e1 refused'); END",
        "CREATE TRIGGER project_e3 BEFORE UPDATE OF state ON project WHEN OLD.state = 'accepted' AND NEW.state = 'settling' AND NOT EXISTS (SELECT 1 FROM notice_subject s JOIN notice n ON n.id = s.notice_id WHERE s.subject_id = NEW.id AND n.kind = 'E3' AND s.released_at IS NOT NULL) BEGIN SELECT RAISE(ABORT, 'project_e3 refused'); END",
        "CREATE TRIGGER project_weights BEFORE UPDATE OF state ON project WHEN NEW.state = 'contracted' AND OLD.state <> NEW.state AND (SELECT COALESCE(SUM(m.weight), 0) FROM milestone m JOIN contract c ON c.id = m.contract_id WHERE c.project_id = NEW.id AND c.ended_at IS NULL) <> 100 BEGIN SELECT RAISE(ABORT, 'project_weights refused'); END",
        "CREATE TRIGGER project_all_verified BEFORE UPDATE OF state ON project WHEN NEW.state = 'acceptance' AND OLD.state = 'executing' AND EXISTS (SELECT 1 FROM milestone m JOIN contract c ON c.id = m.contract_id WHERE c.project_id = NEW.id AND c.ended_at IS NULL AND m.state <> 'verified') BEGIN SELECT RAISE(ABORT, 'project_all_verified refused'); END",
        "CREATE TRIGGER posting_commit BEFORE INSERT ON posting WHEN NEW.act = 'commit' AND NOT EXISTS (SELECT 1 FROM project j WHERE j.id = NEW.subject_id AND j.approved - NEW.amount = (SELECT COALESCE(SUM(p.amount), 0) FROM posting p WHERE p.subject_id = NEW.subject_id AND p.act = NEW.act)) BEGIN SELECT RAISE(ABORT, 'posting_commit refused'); END",
        "CREATE TRIGGER posting_supplement BEFORE INSERT ON posting WHEN NEW.act = 'supplement' AND NOT EXISTS (SELECT 1 FROM project j WHERE j.id = NEW.subject_id AND j.cap - j.approved - NEW.amount >= (SELECT COALESCE(SUM(p.amount), 0) FROM posting p WHERE p.subject_id = NEW.subject_id AND p.act = NEW.act)) BEGIN SELECT RAISE(ABORT, 'posting_supplement refused'); END",
        "CREATE TRIGGER posting_ordered BEFORE INSERT ON posting WHEN NEW.act IN ('pay', 'release_retention') AND NOT EXISTS (SELECT 1 FROM payment_request r WHERE r.id = NEW.voucher_id AND r.project_id = NEW.subject_id AND r.state = 'released' AND NEW.amount = CASE WHEN (SELECT kind FROM ledger_account WHERE id = NEW.debit_id) = 'retention' THEN r.withheld ELSE r.amount - r.withheld END) BEGIN SELECT RAISE(ABORT, 'posting_ordered refused'); END",
        "CREATE TRIGGER unmasking_no_update BEFORE UPDATE ON unmasking WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'unmasking_no_update refused'); END",
        "CREATE TRIGGER unmasking_no_delete BEFORE DELETE ON unmasking WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'unmasking_no_delete refused'); END",
        "CREATE TRIGGER finding_steps BEFORE UPDATE OF state ON finding WHEN NEW.state <> OLD.state AND (OLD.state || '>' || NEW.state) NOT IN ('answered>closed', 'answered>raised', 'raised>answered', 'raised>closed') BEGIN SELECT RAISE(ABORT, 'finding_steps refused'); END",
        "CREATE TRIGGER finding_start BEFORE INSERT ON finding WHEN NEW.state <> 'raised' BEGIN SELECT RAISE(ABORT, 'finding_start refused'); END",
        "CREATE TRIGGER finding_no_delete BEFORE DELETE ON finding WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'finding_no_delete refused'); END",
        "CREATE TRIGGER payment_hold_no_delete BEFORE DELETE ON payment_hold WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'payment_hold_no_delete refused'); END",
        "CREATE TRIGGER finding_answer_no_update BEFORE UPDATE ON finding_answer WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'finding_answer_no_update refused'); END",
        "CREATE TRIGGER finding_answer_no_delete BEFORE DELETE ON finding_answer WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'finding_answer_no_delete refused'); END",
        "CREATE TRIGGER finding_review_no_update BEFORE UPDATE ON finding_review WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'finding_review_no_update refused'); END",
        "CREATE TRIGGER finding_review_no_delete BEFORE DELETE ON finding_review WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'finding_review_no_delete refused'); END",
        "CREATE TRIGGER finding_fixed BEFORE UPDATE ON finding WHEN NEW.text <> OLD.text OR NEW.severity <> OLD.severity OR NEW.about_id <> OLD.about_id OR NEW.raised_by <> OLD.raised_by OR NEW.raised_at <> OLD.raised_at OR NEW.answers < OLD.answers BEGIN SELECT RAISE(ABORT, 'finding_fixed refused'); END",
        "CREATE TRIGGER finding_answer_other BEFORE INSERT ON finding_answer WHEN EXISTS (SELECT 1 FROM finding f WHERE f.id = NEW.finding_id AND f.raised_by = NEW.by_id) BEGIN SELECT RAISE(ABORT, 'finding_answer_other refused'); END",
        "CREATE TRIGGER finding_answered BEFORE UPDATE OF state ON finding WHEN NEW.state = 'answered' AND OLD.state = 'raised' AND NOT EXISTS (SELECT 1 FROM finding_answer a WHERE a.finding_id = NEW.id AND a.number = OLD.answers + 1) BEGIN SELECT RAISE(ABORT, 'finding_answered refused'); END",
        "CREATE TRIGGER payment_hold_finding BEFORE INSERT ON payment_hold WHEN NOT EXISTS (SELECT 1 FROM finding f WHERE f.id = NEW.finding_id AND f.about_id = NEW.project_id AND f.state <> 'closed') OR NOT EXISTS (SELECT 1 FROM supervisor s WHERE s.project_id = NEW.project_id AND s.person_id = NEW.by_id AND s.state = 'serving') BEGIN SELECT RAISE(ABORT, 'payment_hold_finding refused'); END",
        "CREATE TRIGGER payment_hold_once BEFORE UPDATE ON payment_hold WHEN OLD.lifted_at IS NOT NULL OR NEW.project_id <> OLD.project_id OR NEW.finding_id <> OLD.finding_id BEGIN SELECT RAISE(ABORT, 'payment_hold_once refused'); END",
        "CREATE TRIGGER inspection_no_update BEFORE UPDATE ON inspection WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'inspection_no_update refused'); END",
        "CREATE TRIGGER inspection_no_delete BEFORE DELETE ON inspection WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'inspection_no_delete refused'); END",
        "CREATE TRIGGER inspection_item_no_update BEFORE UPDATE ON inspection_item WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'inspection_item_no_update refused'); END",
        "CREATE TRIGGER inspection_item_no_delete BEFORE DELETE ON inspection_item WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'inspection_item_no_delete refused'); END",
        "CREATE TRIGGER inspection_photo_no_update BEFORE UPDATE ON inspection_photo WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'inspection_photo_no_update refused'); END",
        "CREATE TRIGGER inspection_photo_no_delete BEFORE DELETE ON inspection_photo WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'inspection_photo_no_delete refused'); END",
        "CREATE TRIGGER inspection_by_supervisor BEFORE INSERT ON inspection WHEN NOT EXISTS (SELECT 1 FROM supervisor s WHERE s.project_id = NEW.project_id AND s.person_id = NEW.by_id AND s.state = 'serving') BEGIN SELECT RAISE(ABORT, 'inspection_by_supervisor refused'); END",
        "CREATE TRIGGER supervisor_steps BEFORE UPDATE OF state ON supervisor WHEN NEW.state <> OLD.state AND (OLD.state || '>' || NEW.state) NOT IN ('reserve>ended', 'reserve>serving', 'serving>ended') BEGIN SELECT RAISE(ABORT, 'supervisor_steps refused'); END",
        "CREATE TRIGGER supervisor_start BEFORE INSERT ON supervisor WHEN NEW.state <> 'reserve' BEGIN SELECT RAISE(ABORT, 'supervisor_start refused'); END",
        "CREATE TRIGGER supervision_no_delete BEFORE DELETE ON supervision WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'supervision_no_delete refused'); END",
        "CREATE TRIGGER supervision_consent_no_delete BEFORE DELETE ON supervision_consent WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'supervision_consent_no_delete refused'); END",
        "CREATE TRIGGER supervisor_no_delete BEFORE DELETE ON supervisor WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'supervisor_no_delete refused'); END",
        "CREATE TRIGGER supervision_candidate_no_update BEFORE UPDATE ON supervision_candidate WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'supervision_candidate_no_update refused'); END",
        "CREATE TRIGGER supervision_candidate_no_delete BEFORE DELETE ON supervision_candidate WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'supervision_candidate_no_delete refused'); END",
        "CREATE TRIGGER supervisor_fixed BEFORE UPDATE ON supervisor WHEN NEW.person_id <> OLD.person_id OR NEW.project_id <> OLD.project_id OR NEW.rank <> OLD.rank OR NEW.lot_id <> OLD.lot_id BEGIN SELECT RAISE(ABORT, 'supervisor_fixed refused'); END",
        "CREATE TRIGGER supervisor_drawn BEFORE INSERT ON supervisor WHEN NOT EXISTS (SELECT 1 FROM supervision_candidate c JOIN lot l ON l.id = c.lot_id WHERE c.lot_id = NEW.lot_id AND c.person_id = NEW.person_id AND l.drawn_at IS NOT NULL AND l.subject_id = NEW.project_id AND l.purpose = 'supervisors') BEGIN SELECT RAISE(ABORT, 'supervisor_drawn refused'); END",
        "CREATE TRIGGER supervisor_not_own BEFORE INSERT ON supervisor WHEN EXISTS (SELECT 1 FROM project j WHERE j.id = NEW.project_id AND j.author_id = NEW.person_id) OR EXISTS (SELECT 1 FROM award a JOIN contractor k ON k.id = a.contractor_id WHERE a.project_id = NEW.project_id AND a.cancelled_at IS NULL AND k.person_id = NEW.person_id) BEGIN SELECT RAISE(ABORT, 'supervisor_not_own refused'); END",
        "CREATE TRIGGER supervisor_seat_not_own BEFORE UPDATE OF state ON supervisor WHEN NEW.state = 'serving' AND (EXISTS (SELECT 1 FROM project j WHERE j.id = NEW.project_id AND j.author_id = NEW.person_id) OR EXISTS (SELECT 1 FROM award a JOIN contractor k ON k.id = a.contractor_id WHERE a.project_id = NEW.project_id AND a.cancelled_at IS NULL AND k.person_id = NEW.person_id)) BEGIN SELECT RAISE(ABORT, 'supervisor_seat_not_own refused'); END",
    ],
    "postgresql": [
        "CREATE FUNCTION journal_no_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'journal_no_update refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal FOR EACH ROW EXECUTE FUNCTION journal_no_update()',
        "CREATE FUNCTION journal_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'journal_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal FOR EACH ROW EXECUTE FUNCTION journal_no_delete()',
        "CREATE FUNCTION subject_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'subject_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER subject_no_delete BEFORE DELETE ON subject FOR EACH ROW EXECUTE FUNCTION subject_no_delete()',
        "CREATE FUNCTION due_work_no_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'due_work_no_update refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER due_work_no_update BEFORE UPDATE ON due_work FOR EACH ROW EXECUTE FUNCTION due_work_no_update()',
        "CREATE FUNCTION due_work_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'due_work_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER due_work_no_delete BEFORE DELETE ON due_work FOR EACH ROW EXECUTE FUNCTION due_work_no_delete()',
        "CREATE FUNCTION calendar_version_no_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'calendar_version_no_update refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER calendar_version_no_update BEFORE UPDATE ON calendar_version FOR EACH ROW EXECUTE FUNCTION calendar_version_no_update()',
        "CREATE FUNCTION calendar_version_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'calendar_version_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER calendar_version_no_delete BEFORE DELETE ON calendar_version FOR EACH ROW EXECUTE FUNCTION calendar_version_no_delete()',
        "CREATE FUNCTION calendar_year_no_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'calendar_year_no_update refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER calendar_year_no_update BEFORE UPDATE ON calendar_year FOR EACH ROW EXECUTE FUNCTION calendar_year_no_update()',
        "CREATE FUNCTION calendar_year_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'calendar_year_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER calendar_year_no_delete BEFORE DELETE ON calendar_year FOR EACH ROW EXECUTE FUNCTION calendar_year_no_delete()',
        "CREATE FUNCTION calendar_day_no_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'calendar_day_no_update refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER calendar_day_no_update BEFORE UPDATE ON calendar_day FOR EACH ROW EXECUTE FUNCTION calendar_day_no_update()',
        "CREATE FUNCTION calendar_day_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'calendar_day_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER calendar_day_no_delete BEFORE DELETE ON calendar_day FOR EACH ROW EXECUTE FUNCTION calendar_day_no_delete()',
        "CREATE FUNCTION place_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'place_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER place_no_delete BEFORE DELETE ON place FOR EACH ROW EXECUTE FUNCTION place_no_delete()',
        "CREATE FUNCTION person_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'person_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER person_no_delete BEFORE DELETE ON person FOR EACH ROW EXECUTE FUNCTION person_no_delete()',
        "CREATE FUNCTION account_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'account_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER account_no_delete BEFORE DELETE ON account FOR EACH ROW EXECUTE FUNCTION account_no_delete()',
        "CREATE FUNCTION role_holding_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'role_holding_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER role_holding_no_delete BEFORE DELETE ON role_holding FOR EACH ROW EXECUTE FUNCTION role_holding_no_delete()',
        "CREATE FUNCTION roll_entry_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'roll_entry_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER roll_entry_no_delete BEFORE DELETE ON roll_entry FOR EACH ROW EXECUTE FUNCTION roll_entry_no_delete()',
        "CREATE FUNCTION file_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'file_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER file_no_delete BEFORE DELETE ON file FOR EACH ROW EXECUTE FUNCTION file_no_delete()',
        "CREATE FUNCTION file_fixed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.token <> OLD.token OR NEW.sha256 <> OLD.sha256 OR NEW.by_id <> OLD.by_id OR NEW.path <> OLD.path OR (OLD.public AND NOT NEW.public) THEN RAISE EXCEPTION 'file_fixed refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER file_fixed BEFORE UPDATE ON file FOR EACH ROW EXECUTE FUNCTION file_fixed()',
        "CREATE FUNCTION letter_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'letter_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER letter_no_delete BEFORE DELETE ON letter FOR EACH ROW EXECUTE FUNCTION letter_no_delete()',
        "CREATE FUNCTION letter_fixed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.person_id <> OLD.person_id OR NEW.msgid <> OLD.msgid OR NEW.facts <> OLD.facts THEN RAISE EXCEPTION 'letter_fixed refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER letter_fixed BEFORE UPDATE ON letter FOR EACH ROW EXECUTE FUNCTION letter_fixed()',
        "CREATE FUNCTION cycle_steps() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.state <> OLD.state AND (OLD.state || '>' || NEW.state) NOT IN ('moved>open', 'open>ended', 'planned>dropped', 'planned>moved') THEN RAISE EXCEPTION 'cycle_steps refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER cycle_steps BEFORE UPDATE OF state ON cycle FOR EACH ROW EXECUTE FUNCTION cycle_steps()',
        "CREATE FUNCTION cycle_start() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.state <> 'planned' THEN RAISE EXCEPTION 'cycle_start refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER cycle_start BEFORE INSERT ON cycle FOR EACH ROW EXECUTE FUNCTION cycle_start()',
        "CREATE FUNCTION cycle_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'cycle_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER cycle_no_delete BEFORE DELETE ON cycle FOR EACH ROW EXECUTE FUNCTION cycle_no_delete()',
        "CREATE FUNCTION cycle_pack_frozen() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF OLD.pack_hash IS NOT NULL AND (NEW.pack_json <> OLD.pack_json OR NEW.pack_hash <> OLD.pack_hash) THEN RAISE EXCEPTION 'cycle_pack_frozen refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER cycle_pack_frozen BEFORE UPDATE OF pack_json, pack_hash ON cycle FOR EACH ROW EXECUTE FUNCTION cycle_pack_frozen()',
        "CREATE FUNCTION phase_fixed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.starts_at < OLD.starts_at THEN RAISE EXCEPTION 'phase_fixed refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER phase_fixed BEFORE UPDATE OF starts_at ON phase FOR EACH ROW EXECUTE FUNCTION phase_fixed()',
        "CREATE FUNCTION objection_steps() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.state <> OLD.state AND (OLD.state || '>' || NEW.state) NOT IN ('acknowledged>rejected', 'acknowledged>settled', 'acknowledged>upheld', 'acknowledged>withdrawn', 'received>acknowledged', 'received>withdrawn', 'rejected>received', 'rejected>settled') THEN RAISE EXCEPTION 'objection_steps refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER objection_steps BEFORE UPDATE OF state ON objection FOR EACH ROW EXECUTE FUNCTION objection_steps()',
        "CREATE FUNCTION objection_start() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.state <> 'received' THEN RAISE EXCEPTION 'objection_start refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER objection_start BEFORE INSERT ON objection FOR EACH ROW EXECUTE FUNCTION objection_start()',
        "CREATE FUNCTION objection_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'objection_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER objection_no_delete BEFORE DELETE ON objection FOR EACH ROW EXECUTE FUNCTION objection_no_delete()',
        "CREATE FUNCTION objection_appeal_no_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'objection_appeal_no_update refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER objection_appeal_no_update BEFORE UPDATE ON objection_appeal FOR EACH ROW EXECUTE FUNCTION objection_appeal_no_update()',
        "CREATE FUNCTION objection_appeal_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'objection_appeal_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER objection_appeal_no_delete BEFORE DELETE ON objection_appeal FOR EACH ROW EXECUTE FUNCTION objection_appeal_no_delete()',
        "CREATE FUNCTION objection_decision_no_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'objection_decision_no_update refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER objection_decision_no_update BEFORE UPDATE ON objection_decision FOR EACH ROW EXECUTE FUNCTION objection_decision_no_update()',
        "CREATE FUNCTION objection_decision_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'objection_decision_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER objection_decision_no_delete BEFORE DELETE ON objection_decision FOR EACH ROW EXECUTE FUNCTION objection_decision_no_delete()',
        "CREATE FUNCTION objection_vote_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'objection_vote_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER objection_vote_no_delete BEFORE DELETE ON objection_vote FOR EACH ROW EXECUTE FUNCTION objection_vote_no_delete()',
        "CREATE FUNCTION objection_vote_once() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF OLD.voted_at IS NOT NULL THEN RAISE EXCEPTION 'objection_vote_once refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER objection_vote_once BEFORE UPDATE ON objection_vote FOR EACH ROW EXECUTE FUNCTION objection_vote_once()',
        "CREATE FUNCTION objection_fixed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.code <> OLD.code OR NEW.notice_id <> OLD.notice_id OR NEW.person_id <> OLD.person_id OR NEW.text <> OLD.text OR NEW.received_at <> OLD.received_at OR NEW.level < OLD.level OR (NEW.subject_id IS NULL) <> (OLD.subject_id IS NULL) OR NEW.subject_id <> OLD.subject_id THEN RAISE EXCEPTION 'objection_fixed refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER objection_fixed BEFORE UPDATE ON objection FOR EACH ROW EXECUTE FUNCTION objection_fixed()',
        "CREATE FUNCTION objection_in_time() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NOT EXISTS (SELECT 1 FROM notice n WHERE n.id = NEW.notice_id AND NEW.received_at >= n.posted_at AND NEW.received_at < n.ends_at) THEN RAISE EXCEPTION 'objection_in_time refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER objection_in_time BEFORE INSERT ON objection FOR EACH ROW EXECUTE FUNCTION objection_in_time()',
        "CREATE FUNCTION notice_subject_held() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.released_at IS NOT NULL AND EXISTS (SELECT 1 FROM objection o WHERE o.notice_id = NEW.notice_id AND (o.state IN ('received', 'acknowledged', 'rejected') OR o.state = 'upheld') AND (o.subject_id IS NULL OR o.subject_id = NEW.subject_id)) THEN RAISE EXCEPTION 'notice_subject_held refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER notice_subject_held BEFORE UPDATE OF released_at ON notice_subject FOR EACH ROW EXECUTE FUNCTION notice_subject_held()',
        "CREATE FUNCTION notice_subject_early() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.released_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM notice n WHERE n.id = NEW.notice_id AND NEW.released_at >= CASE WHEN n.letter_box_at IS NOT NULL THEN n.gate_confirmed_at ELSE n.gate_unconfirmed_at END) THEN RAISE EXCEPTION 'notice_subject_early refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER notice_subject_early BEFORE UPDATE OF released_at ON notice_subject FOR EACH ROW EXECUTE FUNCTION notice_subject_early()',
        "CREATE FUNCTION log_entry_no_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'log_entry_no_update refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER log_entry_no_update BEFORE UPDATE ON log_entry FOR EACH ROW EXECUTE FUNCTION log_entry_no_update()',
        "CREATE FUNCTION log_entry_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'log_entry_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER log_entry_no_delete BEFORE DELETE ON log_entry FOR EACH ROW EXECUTE FUNCTION log_entry_no_delete()',
        "CREATE FUNCTION log_node_no_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'log_node_no_update refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER log_node_no_update BEFORE UPDATE ON log_node FOR EACH ROW EXECUTE FUNCTION log_node_no_update()',
        "CREATE FUNCTION log_node_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'log_node_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER log_node_no_delete BEFORE DELETE ON log_node FOR EACH ROW EXECUTE FUNCTION log_node_no_delete()',
        "CREATE FUNCTION log_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'log_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER log_no_delete BEFORE DELETE ON log FOR EACH ROW EXECUTE FUNCTION log_no_delete()',
        "CREATE FUNCTION content_part_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'content_part_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER content_part_no_delete BEFORE DELETE ON content_part FOR EACH ROW EXECUTE FUNCTION content_part_no_delete()',
        "CREATE FUNCTION notice_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'notice_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER notice_no_delete BEFORE DELETE ON notice FOR EACH ROW EXECUTE FUNCTION notice_no_delete()',
        "CREATE FUNCTION notice_subject_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'notice_subject_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER notice_subject_no_delete BEFORE DELETE ON notice_subject FOR EACH ROW EXECUTE FUNCTION notice_subject_no_delete()',
        "CREATE FUNCTION lot_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'lot_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER lot_no_delete BEFORE DELETE ON lot FOR EACH ROW EXECUTE FUNCTION lot_no_delete()',
        "CREATE FUNCTION lot_place_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'lot_place_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER lot_place_no_delete BEFORE DELETE ON lot_place FOR EACH ROW EXECUTE FUNCTION lot_place_no_delete()',
        "CREATE FUNCTION posting_report_no_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'posting_report_no_update refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER posting_report_no_update BEFORE UPDATE ON posting_report FOR EACH ROW EXECUTE FUNCTION posting_report_no_update()',
        "CREATE FUNCTION posting_report_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'posting_report_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER posting_report_no_delete BEFORE DELETE ON posting_report FOR EACH ROW EXECUTE FUNCTION posting_report_no_delete()',
        "CREATE FUNCTION log_grows() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.size <> OLD.size + 1 OR NEW.origin <> OLD.origin THEN RAISE EXCEPTION 'log_grows refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER log_grows BEFORE UPDATE ON log FOR EACH ROW EXECUTE FUNCTION log_grows()',
        'CREATE FUNCTION log_entry_at_head() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW."index" + 1 <> (SELECT size FROM log WHERE id = NEW.log_id) THEN RAISE EXCEPTION \'log_entry_at_head refused\'; END IF; RETURN NEW; END $$',
        'CREATE TRIGGER log_entry_at_head BEFORE INSERT ON log_entry FOR EACH ROW EXECUTE FUNCTION log_entry_at_head()',
        "CREATE FUNCTION notice_fixed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.ends_at < OLD.ends_at OR NEW.gate_confirmed_at < OLD.gate_confirmed_at OR NEW.log_index <> OLD.log_index OR NEW.code <> OLD.code OR NEW.posted_at <> OLD.posted_at THEN RAISE EXCEPTION 'notice_fixed refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER notice_fixed BEFORE UPDATE ON notice FOR EACH ROW EXECUTE FUNCTION notice_fixed()',
        "CREATE FUNCTION notice_subject_once() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF OLD.released_at IS NOT NULL OR NEW.subject_id <> OLD.subject_id THEN RAISE EXCEPTION 'notice_subject_once refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER notice_subject_once BEFORE UPDATE ON notice_subject FOR EACH ROW EXECUTE FUNCTION notice_subject_once()',
        "CREATE FUNCTION content_part_fixed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF (NEW.body IS NOT NULL OR NEW.salt IS NOT NULL) AND (NEW.body IS NULL OR NEW.salt IS NULL OR OLD.body IS NULL OR OLD.salt IS NULL OR NEW.body <> OLD.body OR NEW.salt <> OLD.salt) THEN RAISE EXCEPTION 'content_part_fixed refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER content_part_fixed BEFORE UPDATE ON content_part FOR EACH ROW EXECUTE FUNCTION content_part_fixed()',
        "CREATE FUNCTION lot_drawn_once() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF OLD.drawn_at IS NOT NULL OR NEW.population_hash <> OLD.population_hash THEN RAISE EXCEPTION 'lot_drawn_once refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER lot_drawn_once BEFORE UPDATE ON lot FOR EACH ROW EXECUTE FUNCTION lot_drawn_once()',
        "CREATE FUNCTION lot_place_fixed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF OLD.rank IS NOT NULL OR NEW.code <> OLD.code OR NEW.member_id <> OLD.member_id THEN RAISE EXCEPTION 'lot_place_fixed refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER lot_place_fixed BEFORE UPDATE ON lot_place FOR EACH ROW EXECUTE FUNCTION lot_place_fixed()',
        "CREATE FUNCTION proposal_steps() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.state <> OLD.state AND (OLD.state || '>' || NEW.state) NOT IN ('advanced>deferred', 'advanced>deliberating', 'advanced>lapsed', 'advanced>on_ballot', 'advanced>withdrawn', 'deferred>advanced', 'deferred>deliberating', 'deferred>lapsed', 'deferred>not_advanced', 'deferred>referred', 'deferred>withdrawn', 'deliberating>advanced', 'deliberating>deferred', 'deliberating>lapsed', 'deliberating>merged', 'deliberating>not_advanced', 'deliberating>referred', 'deliberating>withdrawn', 'draft>lapsed', 'draft>submitted', 'draft>withdrawn', 'not_funded>on_ballot', 'on_ballot>not_funded', 'on_ballot>selected', 'reconsidering>approved', 'reconsidering>refused_finally', 'refused>reconsidering', 'refused>refused_finally', 'screened_in>deliberating', 'screened_in>lapsed', 'screened_in>withdrawn', 'screened_out>screened_in', 'seconded>lapsed', 'seconded>screened_in', 'seconded>screened_out', 'seconded>withdrawn', 'selected>approved', 'selected>deferred', 'selected>on_ballot', 'selected>refused', 'submitted>lapsed', 'submitted>not_seconded', 'submitted>seconded', 'submitted>withdrawn') THEN RAISE EXCEPTION 'proposal_steps refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER proposal_steps BEFORE UPDATE OF state ON proposal FOR EACH ROW EXECUTE FUNCTION proposal_steps()',
        "CREATE FUNCTION proposal_start() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.state <> 'draft' THEN RAISE EXCEPTION 'proposal_start refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER proposal_start BEFORE INSERT ON proposal FOR EACH ROW EXECUTE FUNCTION proposal_start()',
        "CREATE FUNCTION proposal_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'proposal_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER proposal_no_delete BEFORE DELETE ON proposal FOR EACH ROW EXECUTE FUNCTION proposal_no_delete()',
        "CREATE FUNCTION second_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'second_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER second_no_delete BEFORE DELETE ON second FOR EACH ROW EXECUTE FUNCTION second_no_delete()',
        "CREATE FUNCTION screening_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'screening_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER screening_no_delete BEFORE DELETE ON screening FOR EACH ROW EXECUTE FUNCTION screening_no_delete()',
        "CREATE FUNCTION screening_appeal_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'screening_appeal_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER screening_appeal_no_delete BEFORE DELETE ON screening_appeal FOR EACH ROW EXECUTE FUNCTION screening_appeal_no_delete()',
        "CREATE FUNCTION ballot_condition_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'ballot_condition_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER ballot_condition_no_delete BEFORE DELETE ON ballot_condition FOR EACH ROW EXECUTE FUNCTION ballot_condition_no_delete()',
        "CREATE FUNCTION disclosed_text_no_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'disclosed_text_no_update refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER disclosed_text_no_update BEFORE UPDATE ON disclosed_text FOR EACH ROW EXECUTE FUNCTION disclosed_text_no_update()',
        "CREATE FUNCTION disclosed_text_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'disclosed_text_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER disclosed_text_no_delete BEFORE DELETE ON disclosed_text FOR EACH ROW EXECUTE FUNCTION disclosed_text_no_delete()',
        "CREATE FUNCTION proposal_version_no_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'proposal_version_no_update refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER proposal_version_no_update BEFORE UPDATE ON proposal_version FOR EACH ROW EXECUTE FUNCTION proposal_version_no_update()',
        "CREATE FUNCTION proposal_version_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'proposal_version_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER proposal_version_no_delete BEFORE DELETE ON proposal_version FOR EACH ROW EXECUTE FUNCTION proposal_version_no_delete()',
        "CREATE FUNCTION rerun_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'rerun_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER rerun_no_delete BEFORE DELETE ON rerun FOR EACH ROW EXECUTE FUNCTION rerun_no_delete()',
        "CREATE FUNCTION subject_code_fixed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.code <> OLD.code AND NOT (OLD.kind = 'proposal' AND substr(OLD.code, 1, 6) = 'draft-') THEN RAISE EXCEPTION 'subject_code_fixed refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER subject_code_fixed BEFORE UPDATE OF code ON subject FOR EACH ROW EXECUTE FUNCTION subject_code_fixed()',
        "CREATE FUNCTION second_not_author() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF EXISTS (SELECT 1 FROM roll_entry e JOIN proposal p ON p.author_id = e.person_id WHERE e.id = NEW.entry_id AND p.id = NEW.proposal_id) THEN RAISE EXCEPTION 'second_not_author refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER second_not_author BEFORE INSERT ON second FOR EACH ROW EXECUTE FUNCTION second_not_author()',
        "CREATE FUNCTION screening_decided_once() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF OLD.decided_at IS NOT NULL THEN RAISE EXCEPTION 'screening_decided_once refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER screening_decided_once BEFORE UPDATE ON screening FOR EACH ROW EXECUTE FUNCTION screening_decided_once()',
        "CREATE FUNCTION screening_appeal_decided_once() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF OLD.decided_at IS NOT NULL OR NEW.text <> OLD.text THEN RAISE EXCEPTION 'screening_appeal_decided_once refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER screening_appeal_decided_once BEFORE UPDATE ON screening_appeal FOR EACH ROW EXECUTE FUNCTION screening_appeal_decided_once()',
        "CREATE FUNCTION decision_no_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'decision_no_update refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER decision_no_update BEFORE UPDATE ON decision FOR EACH ROW EXECUTE FUNCTION decision_no_update()',
        "CREATE FUNCTION decision_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'decision_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER decision_no_delete BEFORE DELETE ON decision FOR EACH ROW EXECUTE FUNCTION decision_no_delete()',
        "CREATE FUNCTION proposal_d1_deliberating() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF OLD.state = 'screened_in' AND NEW.state = 'deliberating' AND NOT EXISTS (SELECT 1 FROM notice_subject s JOIN notice n ON n.id = s.notice_id WHERE s.subject_id = NEW.id AND n.kind = 'D1' AND s.released_at IS NOT NULL) THEN RAISE EXCEPTION 'proposal_d1_deliberating refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER proposal_d1_deliberating BEFORE UPDATE OF state ON proposal FOR EACH ROW EXECUTE FUNCTION proposal_d1_deliberating()',
        "CREATE FUNCTION proposal_d2_on_ballot() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF OLD.state = 'advanced' AND NEW.state = 'on_ballot' AND NOT EXISTS (SELECT 1 FROM notice_subject s JOIN notice n ON n.id = s.notice_id WHERE s.subject_id = NEW.id AND n.kind = 'D2' AND s.released_at IS NOT NULL) THEN RAISE EXCEPTION 'proposal_d2_on_ballot refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER proposal_d2_on_ballot BEFORE UPDATE OF state ON proposal FOR EACH ROW EXECUTE FUNCTION proposal_d2_on_ballot()',
        "CREATE FUNCTION proposal_d3_approved() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF OLD.state = 'selected' AND NEW.state = 'approved' AND NOT EXISTS (SELECT 1 FROM notice_subject s JOIN notice n ON n.id = s.notice_id WHERE s.subject_id = NEW.id AND n.kind = 'D3' AND s.released_at IS NOT NULL) THEN RAISE EXCEPTION 'proposal_d3_approved refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER proposal_d3_approved BEFORE UPDATE OF state ON proposal FOR EACH ROW EXECUTE FUNCTION proposal_d3_approved()',
        "CREATE FUNCTION proposal_d3_refused() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF OLD.state = 'selected' AND NEW.state = 'refused' AND NOT EXISTS (SELECT 1 FROM notice_subject s JOIN notice n ON n.id = s.notice_id WHERE s.subject_id = NEW.id AND n.kind = 'D3' AND s.released_at IS NOT NULL) THEN RAISE EXCEPTION 'proposal_d3_refused refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER proposal_d3_refused BEFORE UPDATE OF state ON proposal FOR EACH ROW EXECUTE FUNCTION proposal_d3_refused()',
        "CREATE FUNCTION proposal_text_resolved() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.state = 'approved' AND OLD.state <> 'approved' AND NOT EXISTS (SELECT 1 FROM proposal_version v WHERE v.proposal_id = NEW.id AND v.number = NEW.version AND v.text_hash = (SELECT d.text_hash FROM disclosed_text d WHERE d.proposal_id = NEW.id AND d.kind = 'D2' ORDER BY d.notice_id DESC LIMIT 1) AND v.text_hash = (SELECT d.text_hash FROM disclosed_text d WHERE d.proposal_id = NEW.id AND d.kind = 'D3' ORDER BY d.notice_id DESC LIMIT 1)) THEN RAISE EXCEPTION 'proposal_text_resolved refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER proposal_text_resolved BEFORE UPDATE OF state ON proposal FOR EACH ROW EXECUTE FUNCTION proposal_text_resolved()',
        "CREATE FUNCTION comment_no_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'comment_no_update refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER comment_no_update BEFORE UPDATE ON comment FOR EACH ROW EXECUTE FUNCTION comment_no_update()',
        "CREATE FUNCTION comment_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'comment_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER comment_no_delete BEFORE DELETE ON comment FOR EACH ROW EXECUTE FUNCTION comment_no_delete()',
        "CREATE FUNCTION question_no_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'question_no_update refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER question_no_update BEFORE UPDATE ON question FOR EACH ROW EXECUTE FUNCTION question_no_update()',
        "CREATE FUNCTION question_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'question_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER question_no_delete BEFORE DELETE ON question FOR EACH ROW EXECUTE FUNCTION question_no_delete()',
        "CREATE FUNCTION answer_no_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'answer_no_update refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER answer_no_update BEFORE UPDATE ON answer FOR EACH ROW EXECUTE FUNCTION answer_no_update()',
        "CREATE FUNCTION answer_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'answer_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER answer_no_delete BEFORE DELETE ON answer FOR EACH ROW EXECUTE FUNCTION answer_no_delete()',
        "CREATE FUNCTION opinion_no_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'opinion_no_update refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER opinion_no_update BEFORE UPDATE ON opinion FOR EACH ROW EXECUTE FUNCTION opinion_no_update()',
        "CREATE FUNCTION opinion_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'opinion_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER opinion_no_delete BEFORE DELETE ON opinion FOR EACH ROW EXECUTE FUNCTION opinion_no_delete()',
        "CREATE FUNCTION agenda_opinion_no_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'agenda_opinion_no_update refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER agenda_opinion_no_update BEFORE UPDATE ON agenda_opinion FOR EACH ROW EXECUTE FUNCTION agenda_opinion_no_update()',
        "CREATE FUNCTION agenda_opinion_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'agenda_opinion_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER agenda_opinion_no_delete BEFORE DELETE ON agenda_opinion FOR EACH ROW EXECUTE FUNCTION agenda_opinion_no_delete()',
        "CREATE FUNCTION merge_offer_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'merge_offer_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER merge_offer_no_delete BEFORE DELETE ON merge_offer FOR EACH ROW EXECUTE FUNCTION merge_offer_no_delete()',
        "CREATE FUNCTION merge_part_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'merge_part_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER merge_part_no_delete BEFORE DELETE ON merge_part FOR EACH ROW EXECUTE FUNCTION merge_part_no_delete()',
        "CREATE FUNCTION merge_offer_closed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF OLD.outcome <> 'open' THEN RAISE EXCEPTION 'merge_offer_closed refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER merge_offer_closed BEFORE UPDATE ON merge_offer FOR EACH ROW EXECUTE FUNCTION merge_offer_closed()',
        "CREATE FUNCTION merge_part_once() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF OLD.agreed IS NOT NULL THEN RAISE EXCEPTION 'merge_part_once refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER merge_part_once BEFORE UPDATE ON merge_part FOR EACH ROW EXECUTE FUNCTION merge_part_once()',
        "CREATE FUNCTION minutes_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'minutes_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER minutes_no_delete BEFORE DELETE ON minutes FOR EACH ROW EXECUTE FUNCTION minutes_no_delete()',
        "CREATE FUNCTION minutes_suggestion_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'minutes_suggestion_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER minutes_suggestion_no_delete BEFORE DELETE ON minutes_suggestion FOR EACH ROW EXECUTE FUNCTION minutes_suggestion_no_delete()',
        "CREATE FUNCTION minutes_signer_no_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'minutes_signer_no_update refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER minutes_signer_no_update BEFORE UPDATE ON minutes_signer FOR EACH ROW EXECUTE FUNCTION minutes_signer_no_update()',
        "CREATE FUNCTION minutes_signer_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'minutes_signer_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER minutes_signer_no_delete BEFORE DELETE ON minutes_signer FOR EACH ROW EXECUTE FUNCTION minutes_signer_no_delete()',
        "CREATE FUNCTION minutes_signature_no_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'minutes_signature_no_update refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER minutes_signature_no_update BEFORE UPDATE ON minutes_signature FOR EACH ROW EXECUTE FUNCTION minutes_signature_no_update()',
        "CREATE FUNCTION minutes_signature_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'minutes_signature_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER minutes_signature_no_delete BEFORE DELETE ON minutes_signature FOR EACH ROW EXECUTE FUNCTION minutes_signature_no_delete()',
        "CREATE FUNCTION minutes_fixed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.paragraphs <> OLD.paragraphs OR OLD.stood_at IS NOT NULL OR NEW.round < OLD.round THEN RAISE EXCEPTION 'minutes_fixed refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER minutes_fixed BEFORE UPDATE ON minutes FOR EACH ROW EXECUTE FUNCTION minutes_fixed()',
        "CREATE FUNCTION minutes_suggestion_fixed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.text <> OLD.text OR NEW.paragraph <> OLD.paragraph OR OLD.state <> 'open' THEN RAISE EXCEPTION 'minutes_suggestion_fixed refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER minutes_suggestion_fixed BEFORE UPDATE ON minutes_suggestion FOR EACH ROW EXECUTE FUNCTION minutes_suggestion_fixed()',
        "CREATE FUNCTION requirement_steps() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.state <> OLD.state AND (OLD.state || '>' || NEW.state) NOT IN ('open>lapsed', 'open>reached', 'reached>met') THEN RAISE EXCEPTION 'requirement_steps refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER requirement_steps BEFORE UPDATE OF state ON requirement FOR EACH ROW EXECUTE FUNCTION requirement_steps()',
        "CREATE FUNCTION requirement_start() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.state <> 'open' THEN RAISE EXCEPTION 'requirement_start refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER requirement_start BEFORE INSERT ON requirement FOR EACH ROW EXECUTE FUNCTION requirement_start()',
        "CREATE FUNCTION requirement_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'requirement_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER requirement_no_delete BEFORE DELETE ON requirement FOR EACH ROW EXECUTE FUNCTION requirement_no_delete()',
        "CREATE FUNCTION requirement_signature_no_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'requirement_signature_no_update refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER requirement_signature_no_update BEFORE UPDATE ON requirement_signature FOR EACH ROW EXECUTE FUNCTION requirement_signature_no_update()',
        "CREATE FUNCTION requirement_signature_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'requirement_signature_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER requirement_signature_no_delete BEFORE DELETE ON requirement_signature FOR EACH ROW EXECUTE FUNCTION requirement_signature_no_delete()',
        "CREATE FUNCTION council_session_steps() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.state <> OLD.state AND (OLD.state || '>' || NEW.state) NOT IN ('adjourned>minutes_drafted', 'checking_in>adjourned', 'checking_in>open', 'closed>minutes_drafted', 'convened>adjourned', 'convened>cancelled', 'convened>checking_in', 'minutes_drafted>stood', 'open>adjourned', 'open>closed') THEN RAISE EXCEPTION 'council_session_steps refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER council_session_steps BEFORE UPDATE OF state ON council_session FOR EACH ROW EXECUTE FUNCTION council_session_steps()',
        "CREATE FUNCTION council_session_start() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.state <> 'convened' THEN RAISE EXCEPTION 'council_session_start refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER council_session_start BEFORE INSERT ON council_session FOR EACH ROW EXECUTE FUNCTION council_session_start()',
        "CREATE FUNCTION council_session_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'council_session_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER council_session_no_delete BEFORE DELETE ON council_session FOR EACH ROW EXECUTE FUNCTION council_session_no_delete()',
        "CREATE FUNCTION agenda_item_steps() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.state <> OLD.state AND (OLD.state || '>' || NEW.state) NOT IN ('open>decided', 'open>put_off', 'waiting>open', 'waiting>put_off') THEN RAISE EXCEPTION 'agenda_item_steps refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER agenda_item_steps BEFORE UPDATE OF state ON agenda_item FOR EACH ROW EXECUTE FUNCTION agenda_item_steps()',
        "CREATE FUNCTION agenda_item_start() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.state <> 'waiting' THEN RAISE EXCEPTION 'agenda_item_start refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER agenda_item_start BEFORE INSERT ON agenda_item FOR EACH ROW EXECUTE FUNCTION agenda_item_start()',
        "CREATE FUNCTION agenda_item_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'agenda_item_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER agenda_item_no_delete BEFORE DELETE ON agenda_item FOR EACH ROW EXECUTE FUNCTION agenda_item_no_delete()',
        "CREATE FUNCTION motion_steps() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.state <> OLD.state AND (OLD.state || '>' || NEW.state) NOT IN ('carried>voided', 'lost>voided', 'moved>fallen', 'moved>lapsed', 'moved>seconded', 'moved>withdrawn', 'seconded>amended', 'seconded>lapsed', 'seconded>to_office', 'seconded>to_residents', 'seconded>voting', 'seconded>withdrawn', 'to_office>denied', 'to_office>granted', 'to_residents>voided', 'voting>carried', 'voting>lapsed', 'voting>lost') THEN RAISE EXCEPTION 'motion_steps refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER motion_steps BEFORE UPDATE OF state ON motion FOR EACH ROW EXECUTE FUNCTION motion_steps()',
        "CREATE FUNCTION motion_start() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.state <> 'moved' THEN RAISE EXCEPTION 'motion_start refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER motion_start BEFORE INSERT ON motion FOR EACH ROW EXECUTE FUNCTION motion_start()',
        "CREATE FUNCTION motion_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'motion_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER motion_no_delete BEFORE DELETE ON motion FOR EACH ROW EXECUTE FUNCTION motion_no_delete()',
        "CREATE FUNCTION council_member_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'council_member_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER council_member_no_delete BEFORE DELETE ON council_member FOR EACH ROW EXECUTE FUNCTION council_member_no_delete()',
        "CREATE FUNCTION attendance_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'attendance_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER attendance_no_delete BEFORE DELETE ON attendance FOR EACH ROW EXECUTE FUNCTION attendance_no_delete()',
        "CREATE FUNCTION recusal_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'recusal_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER recusal_no_delete BEFORE DELETE ON recusal FOR EACH ROW EXECUTE FUNCTION recusal_no_delete()',
        "CREATE FUNCTION quorum_check_no_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'quorum_check_no_update refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER quorum_check_no_update BEFORE UPDATE ON quorum_check FOR EACH ROW EXECUTE FUNCTION quorum_check_no_update()',
        "CREATE FUNCTION quorum_check_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'quorum_check_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER quorum_check_no_delete BEFORE DELETE ON quorum_check FOR EACH ROW EXECUTE FUNCTION quorum_check_no_delete()',
        "CREATE FUNCTION agenda_item_frozen() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.session_id <> OLD.session_id OR NEW.purpose <> OLD.purpose OR NEW.text_zh <> OLD.text_zh OR NEW.text <> OLD.text OR NEW.text_facts <> OLD.text_facts OR COALESCE(NEW.subject_id, 0) <> COALESCE(OLD.subject_id, 0) THEN RAISE EXCEPTION 'agenda_item_frozen refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER agenda_item_frozen BEFORE UPDATE ON agenda_item FOR EACH ROW EXECUTE FUNCTION agenda_item_frozen()',
        "CREATE FUNCTION council_session_opened() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.state = 'open' AND NOT EXISTS (SELECT 1 FROM quorum_check q WHERE q.session_id = NEW.id AND q.occasion = 'opening' AND q.present >= q.needed) THEN RAISE EXCEPTION 'council_session_opened refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER council_session_opened BEFORE UPDATE OF state ON council_session FOR EACH ROW EXECUTE FUNCTION council_session_opened()',
        "CREATE FUNCTION council_vote_entitled() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NOT EXISTS (SELECT 1 FROM motion m JOIN attendance a ON a.session_id = m.session_id WHERE m.id = NEW.motion_id AND m.state = 'voting' AND a.person_id = NEW.person_id AND a.left_at IS NULL) OR EXISTS (SELECT 1 FROM motion m JOIN recusal r ON r.item_id = m.item_id WHERE m.id = NEW.motion_id AND r.person_id = NEW.person_id) THEN RAISE EXCEPTION 'council_vote_entitled refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER council_vote_entitled BEFORE INSERT ON council_vote FOR EACH ROW EXECUTE FUNCTION council_vote_entitled()',
        "CREATE FUNCTION council_vote_changed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NOT EXISTS (SELECT 1 FROM motion m JOIN attendance a ON a.session_id = m.session_id WHERE m.id = NEW.motion_id AND m.state = 'voting' AND a.person_id = NEW.person_id AND a.left_at IS NULL) OR EXISTS (SELECT 1 FROM motion m JOIN recusal r ON r.item_id = m.item_id WHERE m.id = NEW.motion_id AND r.person_id = NEW.person_id) THEN RAISE EXCEPTION 'council_vote_changed refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER council_vote_changed BEFORE UPDATE ON council_vote FOR EACH ROW EXECUTE FUNCTION council_vote_changed()',
        "CREATE FUNCTION council_vote_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NOT EXISTS (SELECT 1 FROM motion m WHERE m.id = OLD.motion_id AND m.state = 'voting') THEN RAISE EXCEPTION 'council_vote_kept refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER council_vote_kept BEFORE DELETE ON council_vote FOR EACH ROW EXECUTE FUNCTION council_vote_kept()',
        "CREATE FUNCTION recusal_unvoted() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF EXISTS (SELECT 1 FROM council_vote v JOIN motion m ON m.id = v.motion_id WHERE v.person_id = NEW.person_id AND m.state = 'voting' AND m.item_id = NEW.item_id) THEN RAISE EXCEPTION 'recusal_unvoted refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER recusal_unvoted BEFORE INSERT ON recusal FOR EACH ROW EXECUTE FUNCTION recusal_unvoted()',
        "CREATE FUNCTION recusal_fixed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'recusal_fixed refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER recusal_fixed BEFORE UPDATE ON recusal FOR EACH ROW EXECUTE FUNCTION recusal_fixed()',
        "CREATE FUNCTION attendance_unvoted() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF OLD.left_at IS NOT NULL OR NEW.person_id <> OLD.person_id OR NEW.channel <> OLD.channel OR EXISTS (SELECT 1 FROM council_vote v JOIN motion m ON m.id = v.motion_id WHERE v.person_id = NEW.person_id AND m.state = 'voting' AND m.session_id = NEW.session_id) THEN RAISE EXCEPTION 'attendance_unvoted refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER attendance_unvoted BEFORE UPDATE ON attendance FOR EACH ROW EXECUTE FUNCTION attendance_unvoted()',
        "CREATE FUNCTION motion_counted() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.state IN ('carried', 'lost') AND (COALESCE(NEW.ayes, -1) <> (SELECT count(*) FROM council_vote v WHERE v.motion_id = NEW.id AND v.choice = 'yes') OR COALESCE(NEW.noes, -1) <> (SELECT count(*) FROM council_vote v WHERE v.motion_id = NEW.id AND v.choice = 'no') OR COALESCE(NEW.abstentions, -1) <> (SELECT count(*) FROM council_vote v WHERE v.motion_id = NEW.id AND v.choice = 'abstain') OR COALESCE(NEW.entitled, -1) <> (SELECT count(*) FROM attendance a WHERE a.session_id = NEW.session_id AND a.left_at IS NULL AND a.person_id NOT IN (SELECT r.person_id FROM recusal r WHERE r.item_id = NEW.item_id)) OR COALESCE(NEW.base, 0) < 5 OR NEW.entitled < COALESCE(NEW.quorum, NEW.entitled + 1) OR NEW.quorum * 2 <= NEW.base OR COALESCE(NEW.needed, 0) * 2 <= NEW.entitled OR (NEW.state = 'carried') <> (NEW.ayes >= NEW.needed)) THEN RAISE EXCEPTION 'motion_counted refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER motion_counted BEFORE UPDATE OF state ON motion FOR EACH ROW EXECUTE FUNCTION motion_counted()',
        "CREATE FUNCTION motion_fixed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.text <> OLD.text OR NEW.text_facts <> OLD.text_facts OR NEW.text_hash <> OLD.text_hash OR NEW.item_id <> OLD.item_id OR NEW.session_id <> OLD.session_id OR NEW.kind <> OLD.kind OR (OLD.state IN ('carried', 'lost', 'voided', 'granted', 'denied') AND (COALESCE(NEW.ayes, -1) <> COALESCE(OLD.ayes, -1) OR COALESCE(NEW.noes, -1) <> COALESCE(OLD.noes, -1) OR COALESCE(NEW.abstentions, -1) <> COALESCE(OLD.abstentions, -1) OR COALESCE(NEW.entitled, -1) <> COALESCE(OLD.entitled, -1) OR COALESCE(NEW.base, -1) <> COALESCE(OLD.base, -1) OR COALESCE(NEW.quorum, -1) <> COALESCE(OLD.quorum, -1) OR COALESCE(NEW.needed, -1) <> COALESCE(OLD.needed, -1))) THEN RAISE EXCEPTION 'motion_fixed refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER motion_fixed BEFORE UPDATE ON motion FOR EACH ROW EXECUTE FUNCTION motion_fixed()',
        "CREATE FUNCTION round_steps() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.state <> OLD.state AND (OLD.state || '>' || NEW.state) NOT IN ('adopted>void', 'closed>entering', 'closed>void', 'counted>adopted', 'counted>void', 'entering>reconciled', 'entering>void', 'frozen>adopted', 'frozen>counted', 'frozen>open', 'frozen>void', 'open>closed', 'open>void', 'reconciled>adopted', 'reconciled>counted', 'reconciled>void') THEN RAISE EXCEPTION 'round_steps refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER round_steps BEFORE UPDATE OF state ON round FOR EACH ROW EXECUTE FUNCTION round_steps()',
        "CREATE FUNCTION round_start() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.state <> 'frozen' THEN RAISE EXCEPTION 'round_start refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER round_start BEFORE INSERT ON round FOR EACH ROW EXECUTE FUNCTION round_start()',
        "CREATE FUNCTION round_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'round_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER round_no_delete BEFORE DELETE ON round FOR EACH ROW EXECUTE FUNCTION round_no_delete()',
        "CREATE FUNCTION round_project_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'round_project_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER round_project_no_delete BEFORE DELETE ON round_project FOR EACH ROW EXECUTE FUNCTION round_project_no_delete()',
        "CREATE FUNCTION round_voter_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'round_voter_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER round_voter_no_delete BEFORE DELETE ON round_voter FOR EACH ROW EXECUTE FUNCTION round_voter_no_delete()',
        "CREATE FUNCTION roll_mark_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'roll_mark_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER roll_mark_no_delete BEFORE DELETE ON roll_mark FOR EACH ROW EXECUTE FUNCTION roll_mark_no_delete()',
        "CREATE FUNCTION void_request_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'void_request_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER void_request_no_delete BEFORE DELETE ON void_request FOR EACH ROW EXECUTE FUNCTION void_request_no_delete()',
        "CREATE FUNCTION cast_vote_record_no_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'cast_vote_record_no_update refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER cast_vote_record_no_update BEFORE UPDATE ON cast_vote_record FOR EACH ROW EXECUTE FUNCTION cast_vote_record_no_update()',
        "CREATE FUNCTION cast_vote_record_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'cast_vote_record_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER cast_vote_record_no_delete BEFORE DELETE ON cast_vote_record FOR EACH ROW EXECUTE FUNCTION cast_vote_record_no_delete()',
        "CREATE FUNCTION tally_no_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'tally_no_update refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER tally_no_update BEFORE UPDATE ON tally FOR EACH ROW EXECUTE FUNCTION tally_no_update()',
        "CREATE FUNCTION tally_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'tally_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER tally_no_delete BEFORE DELETE ON tally FOR EACH ROW EXECUTE FUNCTION tally_no_delete()',
        "CREATE FUNCTION allocation_no_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'allocation_no_update refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER allocation_no_update BEFORE UPDATE ON allocation FOR EACH ROW EXECUTE FUNCTION allocation_no_update()',
        "CREATE FUNCTION allocation_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'allocation_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER allocation_no_delete BEFORE DELETE ON allocation FOR EACH ROW EXECUTE FUNCTION allocation_no_delete()',
        "CREATE FUNCTION round_project_fixed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'round_project_fixed refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER round_project_fixed BEFORE UPDATE ON round_project FOR EACH ROW EXECUTE FUNCTION round_project_fixed()',
        "CREATE FUNCTION round_voter_fixed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'round_voter_fixed refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER round_voter_fixed BEFORE UPDATE ON round_voter FOR EACH ROW EXECUTE FUNCTION round_voter_fixed()',
        "CREATE FUNCTION round_frozen() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.frozen_hash <> OLD.frozen_hash OR NEW.frozen_json <> OLD.frozen_json OR NEW.budget <> OLD.budget OR NEW.rule <> OLD.rule OR NEW.roll_size <> OLD.roll_size OR NEW.opens_at <> OLD.opens_at OR NEW.closes_at < OLD.closes_at OR NEW.public_key <> OLD.public_key OR (NEW.closes_at <> OLD.closes_at AND (OLD.extended_from IS NOT NULL OR OLD.state <> 'open')) THEN RAISE EXCEPTION 'round_frozen refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER round_frozen BEFORE UPDATE ON round FOR EACH ROW EXECUTE FUNCTION round_frozen()',
        "CREATE FUNCTION round_project_frozen() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF (SELECT state FROM round WHERE id = NEW.round_id) <> 'frozen' THEN RAISE EXCEPTION 'round_project_frozen refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER round_project_frozen BEFORE INSERT ON round_project FOR EACH ROW EXECUTE FUNCTION round_project_frozen()',
        "CREATE FUNCTION round_voter_frozen() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF (SELECT state FROM round WHERE id = NEW.round_id) <> 'frozen' THEN RAISE EXCEPTION 'round_voter_frozen refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER round_voter_frozen BEFORE INSERT ON round_voter FOR EACH ROW EXECUTE FUNCTION round_voter_frozen()',
        "CREATE FUNCTION sealed_ballot_cast() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF (SELECT state FROM round WHERE id = NEW.round_id) <> 'open' THEN RAISE EXCEPTION 'sealed_ballot_cast refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER sealed_ballot_cast BEFORE INSERT ON sealed_ballot FOR EACH ROW EXECUTE FUNCTION sealed_ballot_cast()',
        "CREATE FUNCTION sealed_ballot_recast() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF (SELECT state FROM round WHERE id = NEW.round_id) <> 'open' THEN RAISE EXCEPTION 'sealed_ballot_recast refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER sealed_ballot_recast BEFORE UPDATE ON sealed_ballot FOR EACH ROW EXECUTE FUNCTION sealed_ballot_recast()',
        "CREATE FUNCTION roll_mark_cast() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF (SELECT state FROM round WHERE id = NEW.round_id) NOT IN ('open','entering') THEN RAISE EXCEPTION 'roll_mark_cast refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER roll_mark_cast BEFORE INSERT ON roll_mark FOR EACH ROW EXECUTE FUNCTION roll_mark_cast()',
        "CREATE FUNCTION roll_mark_fixed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF (SELECT state FROM round WHERE id = NEW.round_id) <> 'open' THEN RAISE EXCEPTION 'roll_mark_fixed refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER roll_mark_fixed BEFORE UPDATE ON roll_mark FOR EACH ROW EXECUTE FUNCTION roll_mark_fixed()',
        "CREATE FUNCTION sealed_ballot_opened() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF (SELECT sealed_root FROM round WHERE id = OLD.round_id) IS NULL THEN RAISE EXCEPTION 'sealed_ballot_opened refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER sealed_ballot_opened BEFORE DELETE ON sealed_ballot FOR EACH ROW EXECUTE FUNCTION sealed_ballot_opened()',
        "CREATE FUNCTION cast_vote_record_opened() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF (SELECT state FROM round WHERE id = NEW.round_id) <> 'reconciled' AND NOT ((SELECT state FROM round WHERE id = NEW.round_id) = 'frozen' AND (SELECT imported FROM round WHERE id = NEW.round_id)) THEN RAISE EXCEPTION 'cast_vote_record_opened refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER cast_vote_record_opened BEFORE INSERT ON cast_vote_record FOR EACH ROW EXECUTE FUNCTION cast_vote_record_opened()',
        "CREATE FUNCTION posting_no_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'posting_no_update refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER posting_no_update BEFORE UPDATE ON posting FOR EACH ROW EXECUTE FUNCTION posting_no_update()',
        "CREATE FUNCTION posting_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'posting_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER posting_no_delete BEFORE DELETE ON posting FOR EACH ROW EXECUTE FUNCTION posting_no_delete()',
        "CREATE FUNCTION ledger_account_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'ledger_account_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER ledger_account_no_delete BEFORE DELETE ON ledger_account FOR EACH ROW EXECUTE FUNCTION ledger_account_no_delete()',
        "CREATE FUNCTION posting_flow() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF (NEW.act || '>' || (SELECT kind FROM ledger_account WHERE id = NEW.credit_id) || '>' || (SELECT kind FROM ledger_account WHERE id = NEW.debit_id)) NOT IN ('open>grant>pool', 'open>pool>variation_reserve', 'open>pool>urgent_reserve', 'reserve>pool>reserved', 'release>reserved>pool', 'commit>reserved>committed', 'commit>pool>committed', 'contract>committed>contracted', 'contract>committed>pool', 'supplement>variation_reserve>contracted', 'reduce>contracted>pool', 'replace>contracted>committed', 'pay>contracted>paid', 'pay>contracted>retention', 'settle>contracted>pool', 'settle>committed>pool', 'terminate>contracted>pool', 'terminate>committed>pool', 'reclaim>paid>pool', 'release_retention>retention>paid', 'return>pool>returned', 'return>variation_reserve>returned', 'return>urgent_reserve>returned') THEN RAISE EXCEPTION 'posting_flow refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER posting_flow BEFORE INSERT ON posting FOR EACH ROW EXECUTE FUNCTION posting_flow()',
        "CREATE FUNCTION posting_owner() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF EXISTS (SELECT 1 FROM ledger_account a WHERE a.id IN (NEW.debit_id, NEW.credit_id) AND (a.cycle_id <> NEW.cycle_id OR (a.owner_id <> a.cycle_id AND a.owner_id <> NEW.subject_id))) THEN RAISE EXCEPTION 'posting_owner refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER posting_owner BEFORE INSERT ON posting FOR EACH ROW EXECUTE FUNCTION posting_owner()',
        'CREATE FUNCTION posting_moves() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN UPDATE ledger_account SET balance = balance + NEW.amount WHERE id = NEW.debit_id; UPDATE ledger_account SET balance = balance - NEW.amount WHERE id = NEW.credit_id;  RETURN NULL; END $$',
        'CREATE TRIGGER posting_moves AFTER INSERT ON posting FOR EACH ROW EXECUTE FUNCTION posting_moves()',
        "CREATE FUNCTION ledger_account_sum() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.cycle_id <> OLD.cycle_id OR NEW.owner_id <> OLD.owner_id OR NEW.kind <> OLD.kind OR NEW.balance <> (SELECT COALESCE(SUM(amount), 0) FROM posting WHERE debit_id = NEW.id) - (SELECT COALESCE(SUM(amount), 0) FROM posting WHERE credit_id = NEW.id) THEN RAISE EXCEPTION 'ledger_account_sum refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER ledger_account_sum BEFORE UPDATE ON ledger_account FOR EACH ROW EXECUTE FUNCTION ledger_account_sum()',
        "CREATE FUNCTION ledger_account_starts() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.balance <> 0 THEN RAISE EXCEPTION 'ledger_account_starts refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER ledger_account_starts BEFORE INSERT ON ledger_account FOR EACH ROW EXECUTE FUNCTION ledger_account_starts()',
        "CREATE FUNCTION acceptance_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'acceptance_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER acceptance_no_delete BEFORE DELETE ON acceptance FOR EACH ROW EXECUTE FUNCTION acceptance_no_delete()',
        "CREATE FUNCTION check_item_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'check_item_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER check_item_no_delete BEFORE DELETE ON check_item FOR EACH ROW EXECUTE FUNCTION check_item_no_delete()',
        "CREATE FUNCTION termination_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'termination_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER termination_no_delete BEFORE DELETE ON termination FOR EACH ROW EXECUTE FUNCTION termination_no_delete()',
        "CREATE FUNCTION settlement_no_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'settlement_no_update refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER settlement_no_update BEFORE UPDATE ON settlement FOR EACH ROW EXECUTE FUNCTION settlement_no_update()',
        "CREATE FUNCTION settlement_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'settlement_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER settlement_no_delete BEFORE DELETE ON settlement FOR EACH ROW EXECUTE FUNCTION settlement_no_delete()',
        "CREATE FUNCTION acceptance_fixed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF OLD.confirmed_at IS NOT NULL OR OLD.failed_at IS NOT NULL THEN RAISE EXCEPTION 'acceptance_fixed refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER acceptance_fixed BEFORE UPDATE ON acceptance FOR EACH ROW EXECUTE FUNCTION acceptance_fixed()',
        "CREATE FUNCTION milestone_steps() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.state <> OLD.state AND (OLD.state || '>' || NEW.state) NOT IN ('delivered>dropped', 'delivered>inspected', 'delivered>planned', 'inspected>dropped', 'inspected>planned', 'inspected>verified', 'planned>delivered', 'planned>dropped') THEN RAISE EXCEPTION 'milestone_steps refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER milestone_steps BEFORE UPDATE OF state ON milestone FOR EACH ROW EXECUTE FUNCTION milestone_steps()',
        "CREATE FUNCTION milestone_start() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.state <> 'planned' THEN RAISE EXCEPTION 'milestone_start refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER milestone_start BEFORE INSERT ON milestone FOR EACH ROW EXECUTE FUNCTION milestone_start()',
        "CREATE FUNCTION contract_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'contract_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER contract_no_delete BEFORE DELETE ON contract FOR EACH ROW EXECUTE FUNCTION contract_no_delete()',
        "CREATE FUNCTION milestone_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'milestone_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER milestone_no_delete BEFORE DELETE ON milestone FOR EACH ROW EXECUTE FUNCTION milestone_no_delete()',
        "CREATE FUNCTION evidence_no_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'evidence_no_update refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER evidence_no_update BEFORE UPDATE ON evidence FOR EACH ROW EXECUTE FUNCTION evidence_no_update()',
        "CREATE FUNCTION evidence_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'evidence_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER evidence_no_delete BEFORE DELETE ON evidence FOR EACH ROW EXECUTE FUNCTION evidence_no_delete()',
        "CREATE FUNCTION milestone_check_no_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'milestone_check_no_update refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER milestone_check_no_update BEFORE UPDATE ON milestone_check FOR EACH ROW EXECUTE FUNCTION milestone_check_no_update()',
        "CREATE FUNCTION milestone_check_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'milestone_check_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER milestone_check_no_delete BEFORE DELETE ON milestone_check FOR EACH ROW EXECUTE FUNCTION milestone_check_no_delete()',
        "CREATE FUNCTION contract_fixed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF OLD.ended_at IS NOT NULL OR NEW.amount <> OLD.amount OR NEW.advance <> OLD.advance OR NEW.retention <> OLD.retention OR NEW.contractor_id <> OLD.contractor_id THEN RAISE EXCEPTION 'contract_fixed refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER contract_fixed BEFORE UPDATE ON contract FOR EACH ROW EXECUTE FUNCTION contract_fixed()',
        "CREATE FUNCTION milestone_fixed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF OLD.state = 'verified' OR NEW.weight <> OLD.weight OR NEW.amount <> OLD.amount OR NEW.contract_id <> OLD.contract_id OR NEW.project_id <> OLD.project_id THEN RAISE EXCEPTION 'milestone_fixed refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER milestone_fixed BEFORE UPDATE ON milestone FOR EACH ROW EXECUTE FUNCTION milestone_fixed()',
        "CREATE FUNCTION contract_awarded() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NOT EXISTS (SELECT 1 FROM award a WHERE a.id = NEW.award_id AND a.project_id = NEW.project_id AND a.contractor_id = NEW.contractor_id AND a.cancelled_at IS NULL AND a.amount >= NEW.amount) THEN RAISE EXCEPTION 'contract_awarded refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER contract_awarded BEFORE INSERT ON contract FOR EACH ROW EXECUTE FUNCTION contract_awarded()',
        "CREATE FUNCTION milestone_plan() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF EXISTS (SELECT 1 FROM contract c WHERE c.id = NEW.contract_id AND c.advance + NEW.amount + (SELECT COALESCE(SUM(m.amount), 0) FROM milestone m WHERE m.contract_id = c.id) > c.amount) THEN RAISE EXCEPTION 'milestone_plan refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER milestone_plan BEFORE INSERT ON milestone FOR EACH ROW EXECUTE FUNCTION milestone_plan()',
        "CREATE FUNCTION evaluation_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'evaluation_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER evaluation_no_delete BEFORE DELETE ON evaluation FOR EACH ROW EXECUTE FUNCTION evaluation_no_delete()',
        "CREATE FUNCTION evaluation_answer_no_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'evaluation_answer_no_update refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER evaluation_answer_no_update BEFORE UPDATE ON evaluation_answer FOR EACH ROW EXECUTE FUNCTION evaluation_answer_no_update()',
        "CREATE FUNCTION evaluation_answer_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'evaluation_answer_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER evaluation_answer_no_delete BEFORE DELETE ON evaluation_answer FOR EACH ROW EXECUTE FUNCTION evaluation_answer_no_delete()',
        "CREATE FUNCTION evaluation_closed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF OLD.closed_at IS NOT NULL THEN RAISE EXCEPTION 'evaluation_closed refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER evaluation_closed BEFORE UPDATE ON evaluation FOR EACH ROW EXECUTE FUNCTION evaluation_closed()',
        "CREATE FUNCTION evaluation_answer_in_time() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF EXISTS (SELECT 1 FROM evaluation e WHERE e.id = NEW.evaluation_id AND (e.closed_at IS NOT NULL OR NEW.at >= e.closes_at OR NEW.at < e.opens_at)) THEN RAISE EXCEPTION 'evaluation_answer_in_time refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER evaluation_answer_in_time BEFORE INSERT ON evaluation_answer FOR EACH ROW EXECUTE FUNCTION evaluation_answer_in_time()',
        "CREATE FUNCTION payment_request_steps() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.state <> OLD.state AND (OLD.state || '>' || NEW.state) NOT IN ('requested>returned', 'requested>verified', 'verified>released', 'verified>returned') THEN RAISE EXCEPTION 'payment_request_steps refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER payment_request_steps BEFORE UPDATE OF state ON payment_request FOR EACH ROW EXECUTE FUNCTION payment_request_steps()',
        "CREATE FUNCTION payment_request_start() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.state <> 'requested' THEN RAISE EXCEPTION 'payment_request_start refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER payment_request_start BEFORE INSERT ON payment_request FOR EACH ROW EXECUTE FUNCTION payment_request_start()',
        "CREATE FUNCTION variation_steps() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.state <> OLD.state AND (OLD.state || '>' || NEW.state) NOT IN ('moved>noticed', 'moved>refused', 'noticed>effective', 'noticed>void', 'proposed>effective', 'proposed>lost', 'proposed>moved', 'proposed>refused') THEN RAISE EXCEPTION 'variation_steps refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER variation_steps BEFORE UPDATE OF state ON variation FOR EACH ROW EXECUTE FUNCTION variation_steps()',
        "CREATE FUNCTION variation_start() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.state <> 'proposed' THEN RAISE EXCEPTION 'variation_start refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER variation_start BEFORE INSERT ON variation FOR EACH ROW EXECUTE FUNCTION variation_start()',
        "CREATE FUNCTION payment_request_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'payment_request_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER payment_request_no_delete BEFORE DELETE ON payment_request FOR EACH ROW EXECUTE FUNCTION payment_request_no_delete()',
        "CREATE FUNCTION variation_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'variation_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER variation_no_delete BEFORE DELETE ON variation FOR EACH ROW EXECUTE FUNCTION variation_no_delete()',
        "CREATE FUNCTION payment_request_fixed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF OLD.state IN ('released', 'returned') OR NEW.amount <> OLD.amount OR NEW.withheld <> OLD.withheld OR NEW.project_id <> OLD.project_id OR NEW.invoice_number <> OLD.invoice_number OR NEW.invoice_issuer <> OLD.invoice_issuer OR NEW.requested_by <> OLD.requested_by THEN RAISE EXCEPTION 'payment_request_fixed refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER payment_request_fixed BEFORE UPDATE ON payment_request FOR EACH ROW EXECUTE FUNCTION payment_request_fixed()',
        "CREATE FUNCTION payment_request_milestone() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.state = 'released' AND NEW.kind = 'milestone' AND NOT EXISTS (SELECT 1 FROM milestone m WHERE m.id = NEW.milestone_id AND m.state = 'verified') THEN RAISE EXCEPTION 'payment_request_milestone refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER payment_request_milestone BEFORE UPDATE OF state ON payment_request FOR EACH ROW EXECUTE FUNCTION payment_request_milestone()',
        "CREATE FUNCTION payment_request_within() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.state = 'released' AND OLD.state <> 'released' AND NEW.kind <> 'retention' AND NEW.amount > (SELECT COALESCE(MAX(a.balance), 0) FROM ledger_account a WHERE a.owner_id = NEW.project_id AND a.kind = 'contracted') THEN RAISE EXCEPTION 'payment_request_within refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER payment_request_within BEFORE UPDATE OF state ON payment_request FOR EACH ROW EXECUTE FUNCTION payment_request_within()',
        "CREATE FUNCTION variation_fixed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.amount <> OLD.amount OR NEW.council <> OLD.council OR NEW.project_id <> OLD.project_id OR NEW.milestone_id <> OLD.milestone_id THEN RAISE EXCEPTION 'variation_fixed refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER variation_fixed BEFORE UPDATE ON variation FOR EACH ROW EXECUTE FUNCTION variation_fixed()',
        "CREATE FUNCTION variation_council() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.state = 'effective' AND OLD.state = 'proposed' AND NEW.council THEN RAISE EXCEPTION 'variation_council refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER variation_council BEFORE UPDATE OF state ON variation FOR EACH ROW EXECUTE FUNCTION variation_council()',
        "CREATE FUNCTION contractor_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'contractor_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER contractor_no_delete BEFORE DELETE ON contractor FOR EACH ROW EXECUTE FUNCTION contractor_no_delete()',
        "CREATE FUNCTION procurement_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'procurement_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER procurement_no_delete BEFORE DELETE ON procurement FOR EACH ROW EXECUTE FUNCTION procurement_no_delete()',
        "CREATE FUNCTION quotation_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'quotation_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER quotation_no_delete BEFORE DELETE ON quotation FOR EACH ROW EXECUTE FUNCTION quotation_no_delete()',
        "CREATE FUNCTION award_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'award_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER award_no_delete BEFORE DELETE ON award FOR EACH ROW EXECUTE FUNCTION award_no_delete()',
        "CREATE FUNCTION quotation_in_time() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF EXISTS (SELECT 1 FROM procurement p WHERE p.id = NEW.procurement_id AND (p.opened_at IS NOT NULL OR NEW.at >= p.opens_at)) THEN RAISE EXCEPTION 'quotation_in_time refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER quotation_in_time BEFORE INSERT ON quotation FOR EACH ROW EXECUTE FUNCTION quotation_in_time()',
        "CREATE FUNCTION quotation_sealed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.contractor_id <> OLD.contractor_id OR NEW.procurement_id <> OLD.procurement_id OR EXISTS (SELECT 1 FROM procurement p WHERE p.id = NEW.procurement_id AND (p.opened_at IS NOT NULL OR NEW.at >= p.opens_at)) THEN RAISE EXCEPTION 'quotation_sealed refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER quotation_sealed BEFORE UPDATE ON quotation FOR EACH ROW EXECUTE FUNCTION quotation_sealed()',
        "CREATE FUNCTION award_fixed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF OLD.cancelled_at IS NOT NULL OR NEW.amount <> OLD.amount OR NEW.quotation_id <> OLD.quotation_id OR NEW.contractor_id <> OLD.contractor_id THEN RAISE EXCEPTION 'award_fixed refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER award_fixed BEFORE UPDATE ON award FOR EACH ROW EXECUTE FUNCTION award_fixed()',
        "CREATE FUNCTION project_steps() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.state <> OLD.state AND (OLD.state || '>' || NEW.state) NOT IN ('acceptance>accepted', 'acceptance>rectifying', 'acceptance>terminated', 'accepted>acceptance', 'accepted>rectifying', 'accepted>settling', 'approved>funded', 'contracted>executing', 'contracted>terminated', 'evaluating>closed', 'evaluating>closed_with_reservations', 'executing>acceptance', 'executing>procuring', 'executing>suspended', 'executing>terminated', 'funded>procuring', 'funded>terminated', 'procuring>contracted', 'procuring>terminated', 'rectifying>acceptance', 'rectifying>terminated', 'settled>evaluating', 'settling>settled', 'suspended>executing', 'suspended>terminated') THEN RAISE EXCEPTION 'project_steps refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER project_steps BEFORE UPDATE OF state ON project FOR EACH ROW EXECUTE FUNCTION project_steps()',
        "CREATE FUNCTION project_start() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.state <> 'approved' THEN RAISE EXCEPTION 'project_start refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER project_start BEFORE INSERT ON project FOR EACH ROW EXECUTE FUNCTION project_start()',
        "CREATE FUNCTION project_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'project_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER project_no_delete BEFORE DELETE ON project FOR EACH ROW EXECUTE FUNCTION project_no_delete()',
        "CREATE FUNCTION project_wait_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'project_wait_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER project_wait_no_delete BEFORE DELETE ON project_wait FOR EACH ROW EXECUTE FUNCTION project_wait_no_delete()',
        "CREATE FUNCTION project_resolved() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.approved <> OLD.approved OR NEW.cap <> OLD.cap OR NEW.proposal_id <> OLD.proposal_id THEN RAISE EXCEPTION 'project_resolved refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER project_resolved BEFORE UPDATE ON project FOR EACH ROW EXECUTE FUNCTION project_resolved()',
        "CREATE FUNCTION project_e1() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF OLD.state = 'procuring' AND NEW.state = 'contracted' AND NOT EXISTS (SELECT 1 FROM notice_subject s JOIN notice n ON n.id = s.notice_id WHERE s.subject_id = NEW.id AND n.kind = 'E1' AND s.released_at IS NOT NULL) THEN RAISE EXCEPTION 'project_e1 refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER project_e1 BEFORE UPDATE OF state ON project FOR EACH ROW EXECUTE FUNCTION project_e1()',
        "CREATE FUNCTION project_e3() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF OLD.state = 'accepted' AND NEW.state = 'settling' AND NOT EXISTS (SELECT 1 FROM notice_subject s JOIN notice n ON n.id = s.notice_id WHERE s.subject_id = NEW.id AND n.kind = 'E3' AND s.released_at IS NOT NULL) THEN RAISE EXCEPTION 'project_e3 refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER project_e3 BEFORE UPDATE OF state ON project FOR EACH ROW EXECUTE FUNCTION project_e3()',
        "CREATE FUNCTION project_weights() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.state = 'contracted' AND OLD.state <> NEW.state AND (SELECT COALESCE(SUM(m.weight), 0) FROM milestone m JOIN contract c ON c.id = m.contract_id WHERE c.project_id = NEW.id AND c.ended_at IS NULL) <> 100 THEN RAISE EXCEPTION 'project_weights refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER project_weights BEFORE UPDATE OF state ON project FOR EACH ROW EXECUTE FUNCTION project_weights()',
        "CREATE FUNCTION project_all_verified() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.state = 'acceptance' AND OLD.state = 'executing' AND EXISTS (SELECT 1 FROM milestone m JOIN contract c ON c.id = m.contract_id WHERE c.project_id = NEW.id AND c.ended_at IS NULL AND m.state <> 'verified') THEN RAISE EXCEPTION 'project_all_verified refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER project_all_verified BEFORE UPDATE OF state ON project FOR EACH ROW EXECUTE FUNCTION project_all_verified()',
        "CREATE FUNCTION posting_commit() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.act = 'commit' AND NOT EXISTS (SELECT 1 FROM project j WHERE j.id = NEW.subject_id AND j.approved - NEW.amount = (SELECT COALESCE(SUM(p.amount), 0) FROM posting p WHERE p.subject_id = NEW.subject_id AND p.act = NEW.act)) THEN RAISE EXCEPTION 'posting_commit refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER posting_commit BEFORE INSERT ON posting FOR EACH ROW EXECUTE FUNCTION posting_commit()',
        "CREATE FUNCTION posting_supplement() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.act = 'supplement' AND NOT EXISTS (SELECT 1 FROM project j WHERE j.id = NEW.subject_id AND j.cap - j.approved - NEW.amount >= (SELECT COALESCE(SUM(p.amount), 0) FROM posting p WHERE p.subject_id = NEW.subject_id AND p.act = NEW.act)) THEN RAISE EXCEPTION 'posting_supplement refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER posting_supplement BEFORE INSERT ON posting FOR EACH ROW EXECUTE FUNCTION posting_supplement()',
        "CREATE FUNCTION posting_ordered() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.act IN ('pay', 'release_retention') AND NOT EXISTS (SELECT 1 FROM payment_request r WHERE r.id = NEW.voucher_id AND r.project_id = NEW.subject_id AND r.state = 'released' AND NEW.amount = CASE WHEN (SELECT kind FROM ledger_account WHERE id = NEW.debit_id) = 'retention' THEN r.withheld ELSE r.amount - r.withheld END) THEN RAISE EXCEPTION 'posting_ordered refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER posting_ordered BEFORE INSERT ON posting FOR EACH ROW EXECUTE FUNCTION posting_ordered()',
        "CREATE FUNCTION unmasking_no_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'unmasking_no_update refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER unmasking_no_update BEFORE UPDATE ON unmasking FOR EACH ROW EXECUTE FUNCTION unmasking_no_update()',
        "CREATE FUNCTION unmasking_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'unmasking_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER unmasking_no_delete BEFORE DELETE ON unmasking FOR EACH ROW EXECUTE FUNCTION unmasking_no_delete()',
        "CREATE FUNCTION finding_steps() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.state <> OLD.state AND (OLD.state || '>' || NEW.state) NOT IN ('answered>closed', 'answered>raised', 'raised>answered', 'raised>closed') THEN RAISE EXCEPTION 'finding_steps refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER finding_steps BEFORE UPDATE OF state ON finding FOR EACH ROW EXECUTE FUNCTION finding_steps()',
        "CREATE FUNCTION finding_start() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.state <> 'raised' THEN RAISE EXCEPTION 'finding_start refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER finding_start BEFORE INSERT ON finding FOR EACH ROW EXECUTE FUNCTION finding_start()',
        "CREATE FUNCTION finding_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'finding_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER finding_no_delete BEFORE DELETE ON finding FOR EACH ROW EXECUTE FUNCTION finding_no_delete()',
        "CREATE FUNCTION payment_hold_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'payment_hold_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER payment_hold_no_delete BEFORE DELETE ON payment_hold FOR EACH ROW EXECUTE FUNCTION payment_hold_no_delete()',
        "CREATE FUNCTION finding_answer_no_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'finding_answer_no_update refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER finding_answer_no_update BEFORE UPDATE ON finding_answer FOR EACH ROW EXECUTE FUNCTION finding_answer_no_update()',
        "CREATE FUNCTION finding_answer_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'finding_answer_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER finding_answer_no_delete BEFORE DELETE ON finding_answer FOR EACH ROW EXECUTE FUNCTION finding_answer_no_delete()',
        "CREATE FUNCTION finding_review_no_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'finding_review_no_update refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER finding_review_no_update BEFORE UPDATE ON finding_review FOR EACH ROW EXECUTE FUNCTION finding_review_no_update()',
        "CREATE FUNCTION finding_review_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'finding_review_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER finding_review_no_delete BEFORE DELETE ON finding_review FOR EACH ROW EXECUTE FUNCTION finding_review_no_delete()',
        "CREATE FUNCTION finding_fixed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.text <> OLD.text OR NEW.severity <> OLD.severity OR NEW.about_id <> OLD.about_id OR NEW.raised_by <> OLD.raised_by OR NEW.raised_at <> OLD.raised_at OR NEW.answers < OLD.answers THEN RAISE EXCEPTION 'finding_fixed refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER finding_fixed BEFORE UPDATE ON finding FOR EACH ROW EXECUTE FUNCTION finding_fixed()',
        "CREATE FUNCTION finding_answer_other() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF EXISTS (SELECT 1 FROM finding f WHERE f.id = NEW.finding_id AND f.raised_by = NEW.by_id) THEN RAISE EXCEPTION 'finding_answer_other refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER finding_answer_other BEFORE INSERT ON finding_answer FOR EACH ROW EXECUTE FUNCTION finding_answer_other()',
        "CREATE FUNCTION finding_answered() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.state = 'answered' AND OLD.state = 'raised' AND NOT EXISTS (SELECT 1 FROM finding_answer a WHERE a.finding_id = NEW.id AND a.number = OLD.answers + 1) THEN RAISE EXCEPTION 'finding_answered refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER finding_answered BEFORE UPDATE OF state ON finding FOR EACH ROW EXECUTE FUNCTION finding_answered()',
        "CREATE FUNCTION payment_hold_finding() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NOT EXISTS (SELECT 1 FROM finding f WHERE f.id = NEW.finding_id AND f.about_id = NEW.project_id AND f.state <> 'closed') OR NOT EXISTS (SELECT 1 FROM supervisor s WHERE s.project_id = NEW.project_id AND s.person_id = NEW.by_id AND s.state = 'serving') THEN RAISE EXCEPTION 'payment_hold_finding refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER payment_hold_finding BEFORE INSERT ON payment_hold FOR EACH ROW EXECUTE FUNCTION payment_hold_finding()',
        "CREATE FUNCTION payment_hold_once() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF OLD.lifted_at IS NOT NULL OR NEW.project_id <> OLD.project_id OR NEW.finding_id <> OLD.finding_id THEN RAISE EXCEPTION 'payment_hold_once refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER payment_hold_once BEFORE UPDATE ON payment_hold FOR EACH ROW EXECUTE FUNCTION payment_hold_once()',
        "CREATE FUNCTION inspection_no_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'inspection_no_update refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER inspection_no_update BEFORE UPDATE ON inspection FOR EACH ROW EXECUTE FUNCTION inspection_no_update()',
        "CREATE FUNCTION inspection_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'inspection_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER inspection_no_delete BEFORE DELETE ON inspection FOR EACH ROW EXECUTE FUNCTION inspection_no_delete()',
        "CREATE FUNCTION inspection_item_no_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'inspection_item_no_update refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER inspection_item_no_update BEFORE UPDATE ON inspection_item FOR EACH ROW EXECUTE FUNCTION inspection_item_no_update()',
        "CREATE FUNCTION inspection_item_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'inspection_item_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER inspection_item_no_delete BEFORE DELETE ON inspection_item FOR EACH ROW EXECUTE FUNCTION inspection_item_no_delete()',
        "CREATE FUNCTION inspection_photo_no_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'inspection_photo_no_update refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER inspection_photo_no_update BEFORE UPDATE ON inspection_photo FOR EACH ROW EXECUTE FUNCTION inspection_photo_no_update()',
        "CREATE FUNCTION inspection_photo_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'inspection_photo_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER inspection_photo_no_delete BEFORE DELETE ON inspection_photo FOR EACH ROW EXECUTE FUNCTION inspection_photo_no_delete()',
        "CREATE FUNCTION inspection_by_supervisor() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NOT EXISTS (SELECT 1 FROM supervisor s WHERE s.project_id = NEW.project_id AND s.person_id = NEW.by_id AND s.state = 'serving') THEN RAISE EXCEPTION 'inspection_by_supervisor refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER inspection_by_supervisor BEFORE INSERT ON inspection FOR EACH ROW EXECUTE FUNCTION inspection_by_supervisor()',
        "CREATE FUNCTION supervisor_steps() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.state <> OLD.state AND (OLD.state || '>' || NEW.state) NOT IN ('reserve>ended', 'reserve>serving', 'serving>ended') THEN RAISE EXCEPTION 'supervisor_steps refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER supervisor_steps BEFORE UPDATE OF state ON supervisor FOR EACH ROW EXECUTE FUNCTION supervisor_steps()',
        "CREATE FUNCTION supervisor_start() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.state <> 'reserve' THEN RAISE EXCEPTION 'supervisor_start refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER supervisor_start BEFORE INSERT ON supervisor FOR EACH ROW EXECUTE FUNCTION supervisor_start()',
        "CREATE FUNCTION supervision_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'supervision_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER supervision_no_delete BEFORE DELETE ON supervision FOR EACH ROW EXECUTE FUNCTION supervision_no_delete()',
        "CREATE FUNCTION supervision_consent_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'supervision_consent_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER supervision_consent_no_delete BEFORE DELETE ON supervision_consent FOR EACH ROW EXECUTE FUNCTION supervision_consent_no_delete()',
        "CREATE FUNCTION supervisor_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'supervisor_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER supervisor_no_delete BEFORE DELETE ON supervisor FOR EACH ROW EXECUTE FUNCTION supervisor_no_delete()',
        "CREATE FUNCTION supervision_candidate_no_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'supervision_candidate_no_update refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER supervision_candidate_no_update BEFORE UPDATE ON supervision_candidate FOR EACH ROW EXECUTE FUNCTION supervision_candidate_no_update()',
        "CREATE FUNCTION supervision_candidate_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'supervision_candidate_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER supervision_candidate_no_delete BEFORE DELETE ON supervision_candidate FOR EACH ROW EXECUTE FUNCTION supervision_candidate_no_delete()',
        "CREATE FUNCTION supervisor_fixed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.person_id <> OLD.person_id OR NEW.project_id <> OLD.project_id OR NEW.rank <> OLD.rank OR NEW.lot_id <> OLD.lot_id THEN RAISE EXCEPTION 'supervisor_fixed refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER supervisor_fixed BEFORE UPDATE ON supervisor FOR EACH ROW EXECUTE FUNCTION supervisor_fixed()',
        "CREATE FUNCTION supervisor_drawn() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NOT EXISTS (SELECT 1 FROM supervision_candidate c JOIN lot l ON l.id = c.lot_id WHERE c.lot_id = NEW.lot_id AND c.person_id = NEW.person_id AND l.drawn_at IS NOT NULL AND l.subject_id = NEW.project_id AND l.purpose = 'supervisors') THEN RAISE EXCEPTION 'supervisor_drawn refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER supervisor_drawn BEFORE INSERT ON supervisor FOR EACH ROW EXECUTE FUNCTION supervisor_drawn()',
        "CREATE FUNCTION supervisor_not_own() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF EXISTS (SELECT 1 FROM project j WHERE j.id = NEW.project_id AND j.author_id = NEW.person_id) OR EXISTS (SELECT 1 FROM award a JOIN contractor k ON k.id = a.contractor_id WHERE a.project_id = NEW.project_id AND a.cancelled_at IS NULL AND k.person_id = NEW.person_id) THEN RAISE EXCEPTION 'supervisor_not_own refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER supervisor_not_own BEFORE INSERT ON supervisor FOR EACH ROW EXECUTE FUNCTION supervisor_not_own()',
        "CREATE FUNCTION supervisor_seat_not_own() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.state = 'serving' AND (EXISTS (SELECT 1 FROM project j WHERE j.id = NEW.project_id AND j.author_id = NEW.person_id) OR EXISTS (SELECT 1 FROM award a JOIN contractor k ON k.id = a.contractor_id WHERE a.project_id = NEW.project_id AND a.cancelled_at IS NULL AND k.person_id = NEW.person_id)) THEN RAISE EXCEPTION 'supervisor_seat_not_own refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER supervisor_seat_not_own BEFORE UPDATE OF state ON supervisor FOR EACH ROW EXECUTE FUNCTION supervisor_seat_not_own()',
    ],
}
GUARDED = [
    ("journal_no_update", "journal"),
    ("journal_no_delete", "journal"),
    ("subject_no_delete", "subject"),
    ("due_work_no_update", "due_work"),
    ("due_work_no_delete", "due_work"),
    ("calendar_version_no_update", "calendar_version"),
    ("calendar_version_no_delete", "calendar_version"),
    ("calendar_year_no_update", "calendar_year"),
    ("calendar_year_no_delete", "calendar_year"),
    ("calendar_day_no_update", "calendar_day"),
    ("calendar_day_no_delete", "calendar_day"),
    ("place_no_delete", "place"),
    ("person_no_delete", "person"),
    ("account_no_delete", "account"),
    ("role_holding_no_delete", "role_holding"),
    ("roll_entry_no_delete", "roll_entry"),
    ("file_no_delete", "file"),
    ("file_fixed", "file"),
    ("letter_no_delete", "letter"),
    ("letter_fixed", "letter"),
    ("cycle_steps", "cycle"),
    ("cycle_start", "cycle"),
    ("cycle_no_delete", "cycle"),
    ("cycle_pack_frozen", "cycle"),
    ("phase_fixed", "phase"),
    ("objection_steps", "objection"),
    ("objection_start", "objection"),
    ("objection_no_delete", "objection"),
    ("objection_appeal_no_update", "objection_appeal"),
    ("objection_appeal_no_delete", "objection_appeal"),
    ("objection_decision_no_update", "objection_decision"),
    ("objection_decision_no_delete", "objection_decision"),
    ("objection_vote_no_delete", "objection_vote"),
    ("objection_vote_once", "objection_vote"),
    ("objection_fixed", "objection"),
    ("objection_in_time", "objection"),
    ("notice_subject_held", "notice_subject"),
    ("notice_subject_early", "notice_subject"),
    ("log_entry_no_update", "log_entry"),
    ("log_entry_no_delete", "log_entry"),
    ("log_node_no_update", "log_node"),
    ("log_node_no_delete", "log_node"),
    ("log_no_delete", "log"),
    ("content_part_no_delete", "content_part"),
    ("notice_no_delete", "notice"),
    ("notice_subject_no_delete", "notice_subject"),
    ("lot_no_delete", "lot"),
    ("lot_place_no_delete", "lot_place"),
    ("posting_report_no_update", "posting_report"),
    ("posting_report_no_delete", "posting_report"),
    ("log_grows", "log"),
    ("log_entry_at_head", "log_entry"),
    ("notice_fixed", "notice"),
    ("notice_subject_once", "notice_subject"),
    ("content_part_fixed", "content_part"),
    ("lot_drawn_once", "lot"),
    ("lot_place_fixed", "lot_place"),
    ("proposal_steps", "proposal"),
    ("proposal_start", "proposal"),
    ("proposal_no_delete", "proposal"),
    ("second_no_delete", "second"),
    ("screening_no_delete", "screening"),
    ("screening_appeal_no_delete", "screening_appeal"),
    ("ballot_condition_no_delete", "ballot_condition"),
    ("disclosed_text_no_update", "disclosed_text"),
    ("disclosed_text_no_delete", "disclosed_text"),
    ("proposal_version_no_update", "proposal_version"),
    ("proposal_version_no_delete", "proposal_version"),
    ("rerun_no_delete", "rerun"),
    ("subject_code_fixed", "subject"),
    ("second_not_author", "second"),
    ("screening_decided_once", "screening"),
    ("screening_appeal_decided_once", "screening_appeal"),
    ("decision_no_update", "decision"),
    ("decision_no_delete", "decision"),
    ("proposal_d1_deliberating", "proposal"),
    ("proposal_d2_on_ballot", "proposal"),
    ("proposal_d3_approved", "proposal"),
    ("proposal_d3_refused", "proposal"),
    ("proposal_text_resolved", "proposal"),
    ("comment_no_update", "comment"),
    ("comment_no_delete", "comment"),
    ("question_no_update", "question"),
    ("question_no_delete", "question"),
    ("answer_no_update", "answer"),
    ("answer_no_delete", "answer"),
    ("opinion_no_update", "opinion"),
    ("opinion_no_delete", "opinion"),
    ("agenda_opinion_no_update", "agenda_opinion"),
    ("agenda_opinion_no_delete", "agenda_opinion"),
    ("merge_offer_no_delete", "merge_offer"),
    ("merge_part_no_delete", "merge_part"),
    ("merge_offer_closed", "merge_offer"),
    ("merge_part_once", "merge_part"),
    ("minutes_no_delete", "minutes"),
    ("minutes_suggestion_no_delete", "minutes_suggestion"),
    ("minutes_signer_no_update", "minutes_signer"),
    ("minutes_signer_no_delete", "minutes_signer"),
    ("minutes_signature_no_update", "minutes_signature"),
    ("minutes_signature_no_delete", "minutes_signature"),
    ("minutes_fixed", "minutes"),
    ("minutes_suggestion_fixed", "minutes_suggestion"),
    ("requirement_steps", "requirement"),
    ("requirement_start", "requirement"),
    ("requirement_no_delete", "requirement"),
    ("requirement_signature_no_update", "requirement_signature"),
    ("requirement_signature_no_delete", "requirement_signature"),
    ("council_session_steps", "council_session"),
    ("council_session_start", "council_session"),
    ("council_session_no_delete", "council_session"),
    ("agenda_item_steps", "agenda_item"),
    ("agenda_item_start", "agenda_item"),
    ("agenda_item_no_delete", "agenda_item"),
    ("motion_steps", "motion"),
    ("motion_start", "motion"),
    ("motion_no_delete", "motion"),
    ("council_member_no_delete", "council_member"),
    ("attendance_no_delete", "attendance"),
    ("recusal_no_delete", "recusal"),
    ("quorum_check_no_update", "quorum_check"),
    ("quorum_check_no_delete", "quorum_check"),
    ("agenda_item_frozen", "agenda_item"),
    ("council_session_opened", "council_session"),
    ("council_vote_entitled", "council_vote"),
    ("council_vote_changed", "council_vote"),
    ("council_vote_kept", "council_vote"),
    ("recusal_unvoted", "recusal"),
    ("recusal_fixed", "recusal"),
    ("attendance_unvoted", "attendance"),
    ("motion_counted", "motion"),
    ("motion_fixed", "motion"),
    ("round_steps", "round"),
    ("round_start", "round"),
    ("round_no_delete", "round"),
    ("round_project_no_delete", "round_project"),
    ("round_voter_no_delete", "round_voter"),
    ("roll_mark_no_delete", "roll_mark"),
    ("void_request_no_delete", "void_request"),
    ("cast_vote_record_no_update", "cast_vote_record"),
    ("cast_vote_record_no_delete", "cast_vote_record"),
    ("tally_no_update", "tally"),
    ("tally_no_delete", "tally"),
    ("allocation_no_update", "allocation"),
    ("allocation_no_delete", "allocation"),
    ("round_project_fixed", "round_project"),
    ("round_voter_fixed", "round_voter"),
    ("round_frozen", "round"),
    ("round_project_frozen", "round_project"),
    ("round_voter_frozen", "round_voter"),
    ("sealed_ballot_cast", "sealed_ballot"),
    ("sealed_ballot_recast", "sealed_ballot"),
    ("roll_mark_cast", "roll_mark"),
    ("roll_mark_fixed", "roll_mark"),
    ("sealed_ballot_opened", "sealed_ballot"),
    ("cast_vote_record_opened", "cast_vote_record"),
    ("posting_no_update", "posting"),
    ("posting_no_delete", "posting"),
    ("ledger_account_no_delete", "ledger_account"),
    ("posting_flow", "posting"),
    ("posting_owner", "posting"),
    ("posting_moves", "posting"),
    ("ledger_account_sum", "ledger_account"),
    ("ledger_account_starts", "ledger_account"),
    ("acceptance_no_delete", "acceptance"),
    ("check_item_no_delete", "check_item"),
    ("termination_no_delete", "termination"),
    ("settlement_no_update", "settlement"),
    ("settlement_no_delete", "settlement"),
    ("acceptance_fixed", "acceptance"),
    ("milestone_steps", "milestone"),
    ("milestone_start", "milestone"),
    ("contract_no_delete", "contract"),
    ("milestone_no_delete", "milestone"),
    ("evidence_no_update", "evidence"),
    ("evidence_no_delete", "evidence"),
    ("milestone_check_no_update", "milestone_check"),
    ("milestone_check_no_delete", "milestone_check"),
    ("contract_fixed", "contract"),
    ("milestone_fixed", "milestone"),
    ("contract_awarded", "contract"),
    ("milestone_plan", "milestone"),
    ("evaluation_no_delete", "evaluation"),
    ("evaluation_answer_no_update", "evaluation_answer"),
    ("evaluation_answer_no_delete", "evaluation_answer"),
    ("evaluation_closed", "evaluation"),
    ("evaluation_answer_in_time", "evaluation_answer"),
    ("payment_request_steps", "payment_request"),
    ("payment_request_start", "payment_request"),
    ("variation_steps", "variation"),
    ("variation_start", "variation"),
    ("payment_request_no_delete", "payment_request"),
    ("variation_no_delete", "variation"),
    ("payment_request_fixed", "payment_request"),
    ("payment_request_milestone", "payment_request"),
    ("payment_request_within", "payment_request"),
    ("variation_fixed", "variation"),
    ("variation_council", "variation"),
    ("contractor_no_delete", "contractor"),
    ("procurement_no_delete", "procurement"),
    ("quotation_no_delete", "quotation"),
    ("award_no_delete", "award"),
    ("quotation_in_time", "quotation"),
    ("quotation_sealed", "quotation"),
    ("award_fixed", "award"),
    ("project_steps", "project"),
    ("project_start", "project"),
    ("project_no_delete", "project"),
    ("project_wait_no_delete", "project_wait"),
    ("project_resolved", "project"),
    ("project_e1", "project"),
    ("project_e3", "project"),
    ("project_weights", "project"),
    ("project_all_verified", "project"),
    ("posting_commit", "posting"),
    ("posting_supplement", "posting"),
    ("posting_ordered", "posting"),
    ("unmasking_no_update", "unmasking"),
    ("unmasking_no_delete", "unmasking"),
    ("finding_steps", "finding"),
    ("finding_start", "finding"),
    ("finding_no_delete", "finding"),
    ("payment_hold_no_delete", "payment_hold"),
    ("finding_answer_no_update", "finding_answer"),
    ("finding_answer_no_delete", "finding_answer"),
    ("finding_review_no_update", "finding_review"),
    ("finding_review_no_delete", "finding_review"),
    ("finding_fixed", "finding"),
    ("finding_answer_other", "finding_answer"),
    ("finding_answered", "finding"),
    ("payment_hold_finding", "payment_hold"),
    ("payment_hold_once", "payment_hold"),
    ("inspection_no_update", "inspection"),
    ("inspection_no_delete", "inspection"),
    ("inspection_item_no_update", "inspection_item"),
    ("inspection_item_no_delete", "inspection_item"),
    ("inspection_photo_no_update", "inspection_photo"),
    ("inspection_photo_no_delete", "inspection_photo"),
    ("inspection_by_supervisor", "inspection"),
    ("supervisor_steps", "supervisor"),
    ("supervisor_start", "supervisor"),
    ("supervision_no_delete", "supervision"),
    ("supervision_consent_no_delete", "supervision_consent"),
    ("supervisor_no_delete", "supervisor"),
    ("supervision_candidate_no_update", "supervision_candidate"),
    ("supervision_candidate_no_delete", "supervision_candidate"),
    ("supervisor_fixed", "supervisor"),
    ("supervisor_drawn", "supervisor"),
    ("supervisor_not_own", "supervisor"),
    ("supervisor_seat_not_own", "supervisor"),
]
LATER: list[tuple[str, str, str, list[str], list[str]]] = [
    ('fk_subject_cycle_id', 'subject', 'cycle', ['cycle_id'], ['id']),
]


def upgrade() -> None:
    """To this revision."""
    # ### commands auto generated by Alembic - please adjust! ###
    op.create_table('calendar_version',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('zone', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_calendar_version'))
    )
    op.create_table('due_work',
    sa.Column('job', sa.Text(), nullable=False),
    sa.Column('key', sa.Text(), nullable=False),
    sa.Column('due_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('done_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('job', 'key', name=op.f('pk_due_work'))
    )
    op.create_table('log',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('code', sa.Text(), nullable=False),
    sa.Column('origin', sa.Text(), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_log')),
    sa.UniqueConstraint('code', name=op.f('uq_log_code'))
    )
    op.create_table('person',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('token', sa.Text(), nullable=False),
    sa.Column('public_name', sa.Text(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_person')),
    sa.UniqueConstraint('token', name=op.f('uq_person_token'))
    )
    op.create_table('place',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('parent_id', sa.Integer(), nullable=True),
    sa.Column('level', sa.Text(), nullable=False),
    sa.Column('code', sa.Text(), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('name_en', sa.Text(), nullable=False),
    sa.Column('path', sa.Text(), nullable=False),
    sa.Column('address', sa.Text(), nullable=False),
    sa.Column('phone', sa.Text(), nullable=False),
    sa.CheckConstraint("level IN ('district','subdistrict','community','grid')", name=op.f('ck_place_level')),
    sa.ForeignKeyConstraint(['parent_id'], ['place.id'], name=op.f('fk_place_parent_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_place')),
    sa.UniqueConstraint('code', name=op.f('uq_place_code')),
    sa.UniqueConstraint('path', name=op.f('uq_place_path'))
    )
    with op.batch_alter_table('place', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_place_parent_id'), ['parent_id'], unique=False)

    op.create_table('search_entry',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('code', sa.Text(), nullable=False),
    sa.Column('path', sa.Text(), nullable=False),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('excerpt', sa.Text(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_search_entry')),
    sa.UniqueConstraint('kind', 'code', name=op.f('uq_search_entry_kind_code'))
    )
    op.create_table('sign_in_attempt',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('key', sa.LargeBinary(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sign_in_attempt'))
    )
    with op.batch_alter_table('sign_in_attempt', schema=None) as batch_op:
        batch_op.create_index('ix_sign_in_attempt_key_at', ['key', 'at'], unique=False)

    op.create_table('account',
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('login', sa.Text(), nullable=False),
    sa.Column('password_hash', sa.Text(), nullable=False),
    sa.Column('epoch', sa.Integer(), nullable=False),
    sa.Column('closed_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_account_person_id')),
    sa.PrimaryKeyConstraint('person_id', name=op.f('pk_account')),
    sa.UniqueConstraint('login', name=op.f('uq_account_login'))
    )
    op.create_table('calendar_day',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version_id', sa.Integer(), nullable=False),
    sa.Column('on', sa.Date(), nullable=False),
    sa.Column('working', sa.Boolean(), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['version_id'], ['calendar_version.id'], name=op.f('fk_calendar_day_version_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_calendar_day')),
    sa.UniqueConstraint('version_id', 'on', name=op.f('uq_calendar_day_version_id_on'))
    )
    op.create_table('calendar_year',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version_id', sa.Integer(), nullable=False),
    sa.Column('year', sa.Integer(), nullable=False),
    sa.Column('source', sa.Text(), nullable=False),
    sa.Column('provisional', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['version_id'], ['calendar_version.id'], name=op.f('fk_calendar_year_version_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_calendar_year')),
    sa.UniqueConstraint('version_id', 'year', name=op.f('uq_calendar_year_version_id_year'))
    )
    op.create_table('contractor',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('credit_code', sa.Text(), nullable=False),
    sa.Column('address', sa.Text(), nullable=False),
    sa.Column('phone', sa.Text(), nullable=False),
    sa.Column('registered_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_contractor_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_contractor')),
    sa.UniqueConstraint('credit_code', name=op.f('uq_contractor_credit_code')),
    sa.UniqueConstraint('person_id', name=op.f('uq_contractor_person_id'))
    )
    op.create_table('journal',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=True),
    sa.Column('on_behalf_of', sa.Integer(), nullable=True),
    sa.Column('act', sa.Text(), nullable=False),
    sa.Column('subject_kind', sa.Text(), nullable=True),
    sa.Column('subject_id', sa.Integer(), nullable=True),
    sa.Column('facts', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['on_behalf_of'], ['person.id'], name=op.f('fk_journal_on_behalf_of')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_journal_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_journal'))
    )
    with op.batch_alter_table('journal', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_journal_at'), ['at'], unique=False)
        batch_op.create_index('ix_journal_subject_id_id', ['subject_id', 'id'], unique=False)

    op.create_table('log_entry',
    sa.Column('log_id', sa.Integer(), nullable=False),
    sa.Column('index', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('entry', sa.LargeBinary(), nullable=False),
    sa.Column('leaf', sa.LargeBinary(), nullable=False),
    sa.Column('manifest', sa.LargeBinary(), nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('issued_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('place_id', sa.Integer(), nullable=False),
    sa.Column('path', sa.Text(), nullable=False),
    sa.Column('subject_kind', sa.Text(), nullable=True),
    sa.Column('subject_id', sa.Integer(), nullable=True),
    sa.Column('subject_code', sa.Text(), nullable=True),
    sa.Column('sentence', sa.Text(), nullable=False),
    sa.Column('sentence_facts', sa.Text(), nullable=False),
    sa.Column('supersedes', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['log_id'], ['log.id'], name=op.f('fk_log_entry_log_id')),
    sa.ForeignKeyConstraint(['place_id'], ['place.id'], name=op.f('fk_log_entry_place_id')),
    sa.PrimaryKeyConstraint('log_id', 'index', name=op.f('pk_log_entry'))
    )
    with op.batch_alter_table('log_entry', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_log_entry_content'), ['content'], unique=False)
        batch_op.create_index(batch_op.f('ix_log_entry_kind'), ['kind'], unique=False)
        batch_op.create_index('ix_log_entry_path', ['path'], unique=False)
        batch_op.create_index('ix_log_entry_subject', ['subject_kind', 'subject_id'], unique=False)

    op.create_table('log_node',
    sa.Column('log_id', sa.Integer(), nullable=False),
    sa.Column('level', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('index', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('hash', sa.LargeBinary(), nullable=False),
    sa.ForeignKeyConstraint(['log_id'], ['log.id'], name=op.f('fk_log_node_log_id')),
    sa.PrimaryKeyConstraint('log_id', 'level', 'index', name=op.f('pk_log_node'))
    )
    op.create_table('person_key',
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('master_version', sa.Integer(), nullable=False),
    sa.Column('wrapped', sa.LargeBinary(), nullable=True),
    sa.Column('destroyed_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_person_key_person_id')),
    sa.PrimaryKeyConstraint('person_id', name=op.f('pk_person_key'))
    )
    op.create_table('person_secret',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('ciphertext', sa.LargeBinary(), nullable=True),
    sa.Column('blind_index', sa.LargeBinary(), nullable=True),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_person_secret_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_person_secret')),
    sa.UniqueConstraint('person_id', 'kind', name=op.f('uq_person_secret_person_id_kind'))
    )
    with op.batch_alter_table('person_secret', schema=None) as batch_op:
        batch_op.create_index('ix_person_secret_kind_blind_index', ['kind', 'blind_index'], unique=False)

    op.create_table('role_holding',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('role', sa.Text(), nullable=False),
    sa.Column('place_id', sa.Integer(), nullable=False),
    sa.Column('from_on', sa.Date(), nullable=False),
    sa.Column('until_on', sa.Date(), nullable=True),
    sa.CheckConstraint('until_on IS NULL OR until_on >= from_on', name=op.f('ck_role_holding_term')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_role_holding_person_id')),
    sa.ForeignKeyConstraint(['place_id'], ['place.id'], name=op.f('fk_role_holding_place_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_role_holding'))
    )
    with op.batch_alter_table('role_holding', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_role_holding_person_id'), ['person_id'], unique=False)
        batch_op.create_index('ix_role_holding_place_id_role', ['place_id', 'role'], unique=False)

    op.create_table('roll_entry',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('code', sa.Text(), nullable=False),
    sa.Column('place_id', sa.Integer(), nullable=False),
    sa.Column('grid_id', sa.Integer(), nullable=True),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('household', sa.Text(), nullable=False),
    sa.Column('added_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('removed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('removed_reason', sa.Text(), nullable=True),
    sa.ForeignKeyConstraint(['grid_id'], ['place.id'], name=op.f('fk_roll_entry_grid_id')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_roll_entry_person_id')),
    sa.ForeignKeyConstraint(['place_id'], ['place.id'], name=op.f('fk_roll_entry_place_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_roll_entry')),
    sa.UniqueConstraint('code', name=op.f('uq_roll_entry_code'))
    )
    with op.batch_alter_table('roll_entry', schema=None) as batch_op:
        batch_op.create_index('ix_roll_entry_place_id_id', ['place_id', 'id'], unique=False)
        batch_op.create_index('uq_roll_entry_person_in_force', ['person_id'], unique=True, sqlite_where=sa.text('removed_at IS NULL'), postgresql_where=sa.text('removed_at IS NULL'))

    op.create_table('search_term',
    sa.Column('term', sa.Text(), nullable=False),
    sa.Column('entry_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['entry_id'], ['search_entry.id'], name=op.f('fk_search_term_entry_id')),
    sa.PrimaryKeyConstraint('term', 'entry_id', name=op.f('pk_search_term')),
    sqlite_with_rowid=False
    )
    with op.batch_alter_table('search_term', schema=None) as batch_op:
        batch_op.create_index('ix_search_term_entry_id', ['entry_id'], unique=False)

    op.create_table('subject',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('code', sa.Text(), nullable=False),
    sa.Column('place_id', sa.Integer(), nullable=False),
    sa.Column('path', sa.Text(), nullable=False),
    sa.Column('cycle_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['cycle_id'], ['cycle.id'], name=op.f('fk_subject_cycle_id'), use_alter=True),
    sa.ForeignKeyConstraint(['place_id'], ['place.id'], name=op.f('fk_subject_place_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_subject')),
    sa.UniqueConstraint('kind', 'code', name=op.f('uq_subject_kind_code'))
    )
    with op.batch_alter_table('subject', schema=None) as batch_op:
        batch_op.create_index('ix_subject_cycle_id_kind', ['cycle_id', 'kind'], unique=False)
        batch_op.create_index(batch_op.f('ix_subject_place_id'), ['place_id'], unique=False)

    op.create_table('content_part',
    sa.Column('log_id', sa.Integer(), nullable=False),
    sa.Column('index', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('media', sa.Text(), nullable=False),
    sa.Column('salt', sa.LargeBinary(), nullable=True),
    sa.Column('body', sa.LargeBinary(), nullable=True),
    sa.ForeignKeyConstraint(['log_id', 'index'], ['log_entry.log_id', 'log_entry.index'], name=op.f('fk_content_part_log_id_index')),
    sa.PrimaryKeyConstraint('log_id', 'index', 'name', name=op.f('pk_content_part'))
    )
    op.create_table('council_member',
    sa.Column('holding_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('place_id', sa.Integer(), nullable=False),
    sa.Column('seat', sa.Text(), nullable=False),
    sa.Column('chosen', sa.Text(), nullable=False),
    sa.Column('interests', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['holding_id'], ['role_holding.id'], name=op.f('fk_council_member_holding_id')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_council_member_person_id')),
    sa.ForeignKeyConstraint(['place_id'], ['place.id'], name=op.f('fk_council_member_place_id')),
    sa.PrimaryKeyConstraint('holding_id', name=op.f('pk_council_member'))
    )
    with op.batch_alter_table('council_member', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_council_member_person_id'), ['person_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_council_member_place_id'), ['place_id'], unique=False)

    op.create_table('council_session',
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('starts_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('venue', sa.Text(), nullable=False),
    sa.Column('online', sa.Text(), nullable=False),
    sa.Column('quorum', sa.Integer(), nullable=False),
    sa.Column('majority', sa.Integer(), nullable=False),
    sa.Column('minutes_days', sa.Integer(), nullable=False),
    sa.Column('convened_by', sa.Integer(), nullable=False),
    sa.Column('convened_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('chair_id', sa.Integer(), nullable=True),
    sa.Column('opened_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('without_quorum', sa.Boolean(), nullable=False),
    sa.Column('cancelled_reason', sa.Text(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('state', sa.Text(), nullable=False),
    sa.Column('state_since', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("kind IN ('ordinary','third')", name=op.f('ck_council_session_kind')),
    sa.ForeignKeyConstraint(['chair_id'], ['person.id'], name=op.f('fk_council_session_chair_id')),
    sa.ForeignKeyConstraint(['convened_by'], ['person.id'], name=op.f('fk_council_session_convened_by')),
    sa.ForeignKeyConstraint(['id'], ['subject.id'], name=op.f('fk_council_session_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_council_session'))
    )
    with op.batch_alter_table('council_session', schema=None) as batch_op:
        batch_op.create_index('ix_council_session_starts_at', ['starts_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_council_session_state'), ['state'], unique=False)

    op.create_table('cycle',
    sa.Column('year', sa.Integer(), nullable=False),
    sa.Column('pack_json', sa.Text(), nullable=False),
    sa.Column('pack_hash', sa.LargeBinary(), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('state', sa.Text(), nullable=False),
    sa.Column('state_since', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['id'], ['subject.id'], name=op.f('fk_cycle_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_cycle'))
    )
    with op.batch_alter_table('cycle', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_cycle_state'), ['state'], unique=False)

    op.create_table('file',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('token', sa.Text(), nullable=False),
    sa.Column('subject_id', sa.Integer(), nullable=True),
    sa.Column('place_id', sa.Integer(), nullable=False),
    sa.Column('path', sa.Text(), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.Column('media', sa.Text(), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('sha256', sa.LargeBinary(), nullable=False),
    sa.Column('width', sa.Integer(), nullable=True),
    sa.Column('height', sa.Integer(), nullable=True),
    sa.Column('alt', sa.Text(), nullable=False),
    sa.Column('public', sa.Boolean(), nullable=False),
    sa.Column('uploaded_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("(media = 'image/jpeg') = (width IS NOT NULL)", name=op.f('ck_file_width')),
    sa.CheckConstraint("alt <> ''", name=op.f('ck_file_alt')),
    sa.CheckConstraint("media IN ('image/jpeg', 'application/pdf')", name=op.f('ck_file_media')),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_file_by_id')),
    sa.ForeignKeyConstraint(['place_id'], ['place.id'], name=op.f('fk_file_place_id')),
    sa.ForeignKeyConstraint(['subject_id'], ['subject.id'], name=op.f('fk_file_subject_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_file')),
    sa.UniqueConstraint('token', name=op.f('uq_file_token'))
    )
    with op.batch_alter_table('file', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_file_subject_id'), ['subject_id'], unique=False)

    op.create_table('follow',
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('subject_id', sa.Integer(), nullable=False),
    sa.Column('since', sa.DateTime(timezone=True), nullable=False),
    sa.Column('stopped_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_follow_person_id')),
    sa.ForeignKeyConstraint(['subject_id'], ['subject.id'], name=op.f('fk_follow_subject_id')),
    sa.PrimaryKeyConstraint('person_id', 'subject_id', name=op.f('pk_follow'))
    )
    with op.batch_alter_table('follow', schema=None) as batch_op:
        batch_op.create_index('ix_follow_subject_id', ['subject_id'], unique=False)

    op.create_table('letter',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('msgid', sa.Text(), nullable=False),
    sa.Column('facts', sa.Text(), nullable=False),
    sa.Column('url', sa.Text(), nullable=False),
    sa.Column('subject_id', sa.Integer(), nullable=True),
    sa.Column('read_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_letter_person_id')),
    sa.ForeignKeyConstraint(['subject_id'], ['subject.id'], name=op.f('fk_letter_subject_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_letter'))
    )
    with op.batch_alter_table('letter', schema=None) as batch_op:
        batch_op.create_index('ix_letter_person_id_id', ['person_id', 'id'], unique=False)
        batch_op.create_index('ix_letter_unread', ['person_id'], unique=False, sqlite_where=sa.text('read_at IS NULL'), postgresql_where=sa.text('read_at IS NULL'))

    op.create_table('lot',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('code', sa.Text(), nullable=False),
    sa.Column('purpose', sa.Text(), nullable=False),
    sa.Column('subject_kind', sa.Text(), nullable=False),
    sa.Column('subject_id', sa.Integer(), nullable=False),
    sa.Column('place_id', sa.Integer(), nullable=False),
    sa.Column('path', sa.Text(), nullable=False),
    sa.Column('number_source', sa.Text(), nullable=False),
    sa.Column('prepared_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('number_due_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('population_hash', sa.LargeBinary(), nullable=False),
    sa.Column('log_root', sa.LargeBinary(), nullable=False),
    sa.Column('number', sa.Text(), nullable=True),
    sa.Column('first_entered_by', sa.Integer(), nullable=True),
    sa.Column('first_number', sa.Text(), nullable=True),
    sa.Column('second_entered_by', sa.Integer(), nullable=True),
    sa.Column('seed', sa.LargeBinary(), nullable=True),
    sa.Column('drawn_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint('drawn_at IS NULL OR second_entered_by IS NOT NULL', name=op.f('ck_lot_entered')),
    sa.CheckConstraint('second_entered_by IS NULL OR second_entered_by <> first_entered_by', name=op.f('ck_lot_two_people')),
    sa.ForeignKeyConstraint(['first_entered_by'], ['person.id'], name=op.f('fk_lot_first_entered_by')),
    sa.ForeignKeyConstraint(['place_id'], ['place.id'], name=op.f('fk_lot_place_id')),
    sa.ForeignKeyConstraint(['second_entered_by'], ['person.id'], name=op.f('fk_lot_second_entered_by')),
    sa.ForeignKeyConstraint(['subject_id'], ['subject.id'], name=op.f('fk_lot_subject_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_lot')),
    sa.UniqueConstraint('code', name=op.f('uq_lot_code'))
    )
    with op.batch_alter_table('lot', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_lot_subject_id'), ['subject_id'], unique=False)

    op.create_table('proposal',
    sa.Column('author_id', sa.Integer(), nullable=False),
    sa.Column('entered_by', sa.Integer(), nullable=True),
    sa.Column('number', sa.Integer(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('estimate', sa.BigInteger(), nullable=False),
    sa.Column('seconds', sa.Integer(), nullable=False),
    sa.Column('submitted_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('organisation', sa.Text(), nullable=False),
    sa.Column('survey_answers', sa.Integer(), nullable=True),
    sa.Column('similar_shown_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('merged_into_id', sa.Integer(), nullable=True),
    sa.Column('carried_from_id', sa.Integer(), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('state', sa.Text(), nullable=False),
    sa.Column('state_since', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['author_id'], ['person.id'], name=op.f('fk_proposal_author_id')),
    sa.ForeignKeyConstraint(['carried_from_id'], ['proposal.id'], name=op.f('fk_proposal_carried_from_id')),
    sa.ForeignKeyConstraint(['entered_by'], ['person.id'], name=op.f('fk_proposal_entered_by')),
    sa.ForeignKeyConstraint(['id'], ['subject.id'], name=op.f('fk_proposal_id')),
    sa.ForeignKeyConstraint(['merged_into_id'], ['proposal.id'], name=op.f('fk_proposal_merged_into_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_proposal'))
    )
    with op.batch_alter_table('proposal', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_proposal_author_id'), ['author_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_proposal_state'), ['state'], unique=False)
        batch_op.create_index('ix_proposal_state_id', ['state', 'id'], unique=False)

    op.create_table('round',
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('imported', sa.Boolean(), nullable=False),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('currency', sa.Text(), nullable=False),
    sa.Column('form', sa.Text(), nullable=False),
    sa.Column('most', sa.Integer(), nullable=False),
    sa.Column('rule', sa.Text(), nullable=False),
    sa.Column('least_floor', sa.Integer(), nullable=True),
    sa.Column('least_share', sa.Integer(), nullable=True),
    sa.Column('least', sa.Text(), nullable=True),
    sa.Column('tie_rule', sa.Text(), nullable=False),
    sa.Column('number_source', sa.Text(), nullable=False),
    sa.Column('budget', sa.BigInteger(), nullable=False),
    sa.Column('unit', sa.Text(), nullable=False),
    sa.Column('channels', sa.Text(), nullable=False),
    sa.Column('roll_size', sa.Integer(), nullable=False),
    sa.Column('min_turnout', sa.Integer(), nullable=False),
    sa.Column('records_from', sa.Integer(), nullable=False),
    sa.Column('extension_days', sa.Integer(), nullable=False),
    sa.Column('opens_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('closes_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('extended_from', sa.DateTime(timezone=True), nullable=True),
    sa.Column('resolve_by', sa.Text(), nullable=False),
    sa.Column('frozen_hash', sa.LargeBinary(), nullable=False),
    sa.Column('frozen_json', sa.Text(), nullable=False),
    sa.Column('public_key', sa.LargeBinary(), nullable=True),
    sa.Column('ballot_size', sa.Integer(), nullable=False),
    sa.Column('mark_root', sa.LargeBinary(), nullable=True),
    sa.Column('sealed_root', sa.LargeBinary(), nullable=True),
    sa.Column('ballots', sa.Integer(), nullable=True),
    sa.Column('opened_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('key_destroyed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('void_ground', sa.Text(), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('state', sa.Text(), nullable=False),
    sa.Column('state_since', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("resolve_by IN ('residents','council')", name=op.f('ck_round_resolve_by')),
    sa.CheckConstraint('budget >= 0', name=op.f('ck_round_budget')),
    sa.CheckConstraint('closes_at > opens_at', name=op.f('ck_round_dates')),
    sa.ForeignKeyConstraint(['id'], ['subject.id'], name=op.f('fk_round_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_round'))
    )
    with op.batch_alter_table('round', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_round_state'), ['state'], unique=False)

    op.create_table('agenda_item',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('session_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('purpose', sa.Text(), nullable=False),
    sa.Column('subject_kind', sa.Text(), nullable=True),
    sa.Column('subject_id', sa.Integer(), nullable=True),
    sa.Column('subject_code', sa.Text(), nullable=False),
    sa.Column('url', sa.Text(), nullable=False),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('title_facts', sa.Text(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('text_facts', sa.Text(), nullable=False),
    sa.Column('text_zh', sa.Text(), nullable=False),
    sa.Column('paper_hash', sa.LargeBinary(), nullable=True),
    sa.Column('state', sa.Text(), nullable=False),
    sa.Column('state_since', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['session_id'], ['council_session.id'], name=op.f('fk_agenda_item_session_id')),
    sa.ForeignKeyConstraint(['subject_id'], ['subject.id'], name=op.f('fk_agenda_item_subject_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_agenda_item')),
    sa.UniqueConstraint('session_id', 'number', name=op.f('uq_agenda_item_session_id_number'))
    )
    with op.batch_alter_table('agenda_item', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_agenda_item_state'), ['state'], unique=False)
        batch_op.create_index(batch_op.f('ix_agenda_item_subject_id'), ['subject_id'], unique=False)

    op.create_table('agenda_opinion',
    sa.Column('cycle_id', sa.Integer(), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=True),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_agenda_opinion_by_id')),
    sa.ForeignKeyConstraint(['cycle_id'], ['cycle.id'], name=op.f('fk_agenda_opinion_cycle_id')),
    sa.PrimaryKeyConstraint('cycle_id', name=op.f('pk_agenda_opinion'))
    )
    op.create_table('attendance',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('session_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('channel', sa.Text(), nullable=False),
    sa.Column('came_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('left_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('entered_by', sa.Integer(), nullable=False),
    sa.CheckConstraint("channel IN ('in_person','online','phone')", name=op.f('ck_attendance_channel')),
    sa.CheckConstraint('left_at IS NULL OR left_at >= came_at', name=op.f('ck_attendance_times')),
    sa.ForeignKeyConstraint(['entered_by'], ['person.id'], name=op.f('fk_attendance_entered_by')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_attendance_person_id')),
    sa.ForeignKeyConstraint(['session_id'], ['council_session.id'], name=op.f('fk_attendance_session_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_attendance'))
    )
    with op.batch_alter_table('attendance', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_attendance_session_id'), ['session_id'], unique=False)
        batch_op.create_index('uq_attendance_here', ['session_id', 'person_id'], unique=True, sqlite_where=sa.text('left_at IS NULL'), postgresql_where=sa.text('left_at IS NULL'))

    op.create_table('ballot_condition',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('proposal_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('met', sa.Boolean(), nullable=False),
    sa.Column('level', sa.Text(), nullable=True),
    sa.Column('hearing_held', sa.Boolean(), nullable=False),
    sa.Column('who', sa.Text(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('yearly_cost', sa.BigInteger(), nullable=True),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("kind IN ('risk','legality','consent','maintainer')", name=op.f('ck_ballot_condition_kind')),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_ballot_condition_by_id')),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposal.id'], name=op.f('fk_ballot_condition_proposal_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_ballot_condition')),
    sa.UniqueConstraint('proposal_id', 'kind', name=op.f('uq_ballot_condition_proposal_id_kind'))
    )
    op.create_table('cast_vote_record',
    sa.Column('round_id', sa.Integer(), nullable=False),
    sa.Column('id', sa.Text(), nullable=False),
    sa.Column('content', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['round_id'], ['round.id'], name=op.f('fk_cast_vote_record_round_id')),
    sa.PrimaryKeyConstraint('round_id', 'id', name=op.f('pk_cast_vote_record')),
    sqlite_with_rowid=False
    )
    op.create_table('comment',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('proposal_id', sa.Integer(), nullable=False),
    sa.Column('author_id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('stance', sa.Text(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("stance IN ('for','against','improve','')", name=op.f('ck_comment_stance')),
    sa.ForeignKeyConstraint(['author_id'], ['person.id'], name=op.f('fk_comment_author_id')),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposal.id'], name=op.f('fk_comment_proposal_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_comment'))
    )
    with op.batch_alter_table('comment', schema=None) as batch_op:
        batch_op.create_index('ix_comment_proposal_id_id', ['proposal_id', 'id'], unique=False)

    op.create_table('decision',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('proposal_id', sa.Integer(), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('approved', sa.Boolean(), nullable=False),
    sa.Column('meeting_number', sa.Text(), nullable=False),
    sa.Column('meeting_on', sa.Date(), nullable=False),
    sa.Column('file_id', sa.Integer(), nullable=True),
    sa.Column('ground', sa.Text(), nullable=True),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_decision_by_id')),
    sa.ForeignKeyConstraint(['file_id'], ['file.id'], name=op.f('fk_decision_file_id')),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposal.id'], name=op.f('fk_decision_proposal_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_decision'))
    )
    with op.batch_alter_table('decision', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_decision_proposal_id'), ['proposal_id'], unique=False)

    op.create_table('ledger_account',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('cycle_id', sa.Integer(), nullable=False),
    sa.Column('owner_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('balance', sa.BigInteger(), nullable=False),
    sa.CheckConstraint("(kind IN ('committed', 'contracted', 'paid', 'retention')) = (owner_id <> cycle_id)", name=op.f('ck_ledger_account_owner')),
    sa.CheckConstraint("balance >= 0 OR kind = 'grant'", name=op.f('ck_ledger_account_balance')),
    sa.CheckConstraint("kind IN ('committed', 'contracted', 'grant', 'paid', 'pool', 'reserved', 'retention', 'returned', 'urgent_reserve', 'variation_reserve')", name=op.f('ck_ledger_account_kind')),
    sa.ForeignKeyConstraint(['cycle_id'], ['cycle.id'], name=op.f('fk_ledger_account_cycle_id')),
    sa.ForeignKeyConstraint(['owner_id'], ['subject.id'], name=op.f('fk_ledger_account_owner_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_ledger_account')),
    sa.UniqueConstraint('owner_id', 'kind', name=op.f('uq_ledger_account_owner_id_kind'))
    )
    with op.batch_alter_table('ledger_account', schema=None) as batch_op:
        batch_op.create_index('ix_ledger_account_cycle_id_kind', ['cycle_id', 'kind'], unique=False)

    op.create_table('lot_place',
    sa.Column('lot_id', sa.Integer(), nullable=False),
    sa.Column('code', sa.Text(), nullable=False),
    sa.Column('member_id', sa.Integer(), nullable=False),
    sa.Column('rank', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['lot_id'], ['lot.id'], name=op.f('fk_lot_place_lot_id')),
    sa.PrimaryKeyConstraint('lot_id', 'code', name=op.f('pk_lot_place')),
    sa.UniqueConstraint('lot_id', 'member_id', name=op.f('uq_lot_place_lot_id_member_id'))
    )
    op.create_table('merge_offer',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('token', sa.Text(), nullable=False),
    sa.Column('survivor_id', sa.Integer(), nullable=False),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('problem', sa.Text(), nullable=False),
    sa.Column('wish', sa.Text(), nullable=False),
    sa.Column('location', sa.Text(), nullable=False),
    sa.Column('beneficiaries', sa.Text(), nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('estimate', sa.BigInteger(), nullable=False),
    sa.Column('offered_by', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('outcome', sa.Text(), nullable=False),
    sa.Column('closed_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("outcome IN ('open','agreed','declined','stale')", name=op.f('ck_merge_offer_outcome')),
    sa.ForeignKeyConstraint(['offered_by'], ['person.id'], name=op.f('fk_merge_offer_offered_by')),
    sa.ForeignKeyConstraint(['survivor_id'], ['proposal.id'], name=op.f('fk_merge_offer_survivor_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_merge_offer')),
    sa.UniqueConstraint('token', name=op.f('uq_merge_offer_token'))
    )
    with op.batch_alter_table('merge_offer', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_merge_offer_survivor_id'), ['survivor_id'], unique=False)

    op.create_table('minutes',
    sa.Column('session_id', sa.Integer(), nullable=False),
    sa.Column('paragraphs', sa.Text(), nullable=False),
    sa.Column('drafted_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('round', sa.Integer(), nullable=False),
    sa.Column('due_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('lot_id', sa.Integer(), nullable=True),
    sa.Column('stood_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('reservation', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['lot_id'], ['lot.id'], name=op.f('fk_minutes_lot_id')),
    sa.ForeignKeyConstraint(['session_id'], ['council_session.id'], name=op.f('fk_minutes_session_id')),
    sa.PrimaryKeyConstraint('session_id', name=op.f('pk_minutes'))
    )
    op.create_table('minutes_signature',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('session_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('text_hash', sa.LargeBinary(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_minutes_signature_person_id')),
    sa.ForeignKeyConstraint(['session_id'], ['council_session.id'], name=op.f('fk_minutes_signature_session_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_minutes_signature')),
    sa.UniqueConstraint('session_id', 'person_id', 'text_hash', name=op.f('uq_minutes_signature_session_id_person_id_text_hash'))
    )
    op.create_table('minutes_signer',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('session_id', sa.Integer(), nullable=False),
    sa.Column('round', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('part', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_minutes_signer_person_id')),
    sa.ForeignKeyConstraint(['session_id'], ['council_session.id'], name=op.f('fk_minutes_signer_session_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_minutes_signer')),
    sa.UniqueConstraint('session_id', 'round', 'person_id', name=op.f('uq_minutes_signer_session_id_round_person_id'))
    )
    op.create_table('minutes_suggestion',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('session_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('paragraph', sa.Integer(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('state', sa.Text(), nullable=False),
    sa.Column('decided_by', sa.Integer(), nullable=True),
    sa.Column('decided_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('note', sa.Text(), nullable=False),
    sa.CheckConstraint("state IN ('open','accepted','rejected')", name=op.f('ck_minutes_suggestion_state')),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_minutes_suggestion_by_id')),
    sa.ForeignKeyConstraint(['decided_by'], ['person.id'], name=op.f('fk_minutes_suggestion_decided_by')),
    sa.ForeignKeyConstraint(['session_id'], ['council_session.id'], name=op.f('fk_minutes_suggestion_session_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_minutes_suggestion')),
    sa.UniqueConstraint('session_id', 'number', name=op.f('uq_minutes_suggestion_session_id_number'))
    )
    op.create_table('notice',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('code', sa.Text(), nullable=False),
    sa.Column('owner_code', sa.Text(), nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('place_id', sa.Integer(), nullable=False),
    sa.Column('path', sa.Text(), nullable=False),
    sa.Column('cycle_id', sa.Integer(), nullable=False),
    sa.Column('log_id', sa.Integer(), nullable=False),
    sa.Column('log_index', sa.Integer(), nullable=False),
    sa.Column('posted_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ends_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('gate_confirmed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('gate_unconfirmed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('provisional', sa.Boolean(), nullable=False),
    sa.Column('calendar_version', sa.Text(), nullable=False),
    sa.Column('letter_box_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint('ends_at IS NULL OR ends_at > posted_at', name=op.f('ck_notice_period')),
    sa.ForeignKeyConstraint(['cycle_id'], ['cycle.id'], name=op.f('fk_notice_cycle_id')),
    sa.ForeignKeyConstraint(['log_id', 'log_index'], ['log_entry.log_id', 'log_entry.index'], name=op.f('fk_notice_log_id_log_index')),
    sa.ForeignKeyConstraint(['place_id'], ['place.id'], name=op.f('fk_notice_place_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_notice')),
    sa.UniqueConstraint('code', name=op.f('uq_notice_code')),
    sa.UniqueConstraint('owner_code', 'kind', 'number', name=op.f('uq_notice_owner_code_kind_number'))
    )
    with op.batch_alter_table('notice', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_notice_cycle_id'), ['cycle_id'], unique=False)

    op.create_table('opinion',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('proposal_id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('feasible', sa.Boolean(), nullable=False),
    sa.Column('price', sa.BigInteger(), nullable=True),
    sa.Column('explanation', sa.Text(), nullable=False),
    sa.Column('quoted_by', sa.Text(), nullable=False),
    sa.CheckConstraint("(feasible AND price IS NOT NULL AND price > 0) OR (NOT feasible AND explanation <> '')", name=op.f('ck_opinion_complete')),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_opinion_by_id')),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposal.id'], name=op.f('fk_opinion_proposal_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_opinion'))
    )
    with op.batch_alter_table('opinion', schema=None) as batch_op:
        batch_op.create_index('ix_opinion_proposal_id_version', ['proposal_id', 'version'], unique=False)

    op.create_table('phase',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('cycle_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('starts_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ends_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint('ends_at IS NULL OR ends_at > starts_at', name=op.f('ck_phase_dates')),
    sa.ForeignKeyConstraint(['cycle_id'], ['cycle.id'], name=op.f('fk_phase_cycle_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_phase')),
    sa.UniqueConstraint('cycle_id', 'name', name=op.f('uq_phase_cycle_id_name'))
    )
    op.create_table('project',
    sa.Column('proposal_id', sa.Integer(), nullable=False),
    sa.Column('author_id', sa.Integer(), nullable=False),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('location', sa.Text(), nullable=False),
    sa.Column('approved', sa.BigInteger(), nullable=False),
    sa.Column('cap', sa.BigInteger(), nullable=False),
    sa.Column('born_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('in_use_on', sa.Date(), nullable=True),
    sa.Column('retention_until', sa.Date(), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('state', sa.Text(), nullable=False),
    sa.Column('state_since', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('approved > 0 AND approved <= cap', name=op.f('ck_project_approved')),
    sa.ForeignKeyConstraint(['author_id'], ['person.id'], name=op.f('fk_project_author_id')),
    sa.ForeignKeyConstraint(['id'], ['subject.id'], name=op.f('fk_project_id')),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposal.id'], name=op.f('fk_project_proposal_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_project')),
    sa.UniqueConstraint('proposal_id', name=op.f('uq_project_proposal_id'))
    )
    with op.batch_alter_table('project', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_project_state'), ['state'], unique=False)
        batch_op.create_index('ix_project_state_id', ['state', 'id'], unique=False)

    op.create_table('proposal_draft',
    sa.Column('proposal_id', sa.Integer(), nullable=False),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('problem', sa.Text(), nullable=False),
    sa.Column('wish', sa.Text(), nullable=False),
    sa.Column('location', sa.Text(), nullable=False),
    sa.Column('beneficiaries', sa.Text(), nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('estimate', sa.BigInteger(), nullable=False),
    sa.Column('saved_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposal.id'], name=op.f('fk_proposal_draft_proposal_id')),
    sa.PrimaryKeyConstraint('proposal_id', name=op.f('pk_proposal_draft'))
    )
    op.create_table('proposal_version',
    sa.Column('proposal_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('problem', sa.Text(), nullable=False),
    sa.Column('wish', sa.Text(), nullable=False),
    sa.Column('location', sa.Text(), nullable=False),
    sa.Column('beneficiaries', sa.Text(), nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('estimate', sa.BigInteger(), nullable=False),
    sa.Column('text_hash', sa.LargeBinary(), nullable=False),
    sa.Column('made_by', sa.Integer(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('estimate > 0', name=op.f('ck_proposal_version_estimate')),
    sa.ForeignKeyConstraint(['made_by'], ['person.id'], name=op.f('fk_proposal_version_made_by')),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposal.id'], name=op.f('fk_proposal_version_proposal_id')),
    sa.PrimaryKeyConstraint('proposal_id', 'number', name=op.f('pk_proposal_version'))
    )
    op.create_table('question',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('token', sa.Text(), nullable=False),
    sa.Column('proposal_id', sa.Integer(), nullable=False),
    sa.Column('author_id', sa.Integer(), nullable=False),
    sa.Column('to_role', sa.Text(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("to_role IN ('worker','officer','committee')", name=op.f('ck_question_to_role')),
    sa.ForeignKeyConstraint(['author_id'], ['person.id'], name=op.f('fk_question_author_id')),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposal.id'], name=op.f('fk_question_proposal_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_question')),
    sa.UniqueConstraint('token', name=op.f('uq_question_token'))
    )
    with op.batch_alter_table('question', schema=None) as batch_op:
        batch_op.create_index('ix_question_proposal_id_id', ['proposal_id', 'id'], unique=False)

    op.create_table('requirement',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('place_id', sa.Integer(), nullable=False),
    sa.Column('path', sa.Text(), nullable=False),
    sa.Column('topic', sa.Text(), nullable=False),
    sa.Column('started_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('due_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('overdue_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('session_id', sa.Integer(), nullable=True),
    sa.Column('state', sa.Text(), nullable=False),
    sa.Column('state_since', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['place_id'], ['place.id'], name=op.f('fk_requirement_place_id')),
    sa.ForeignKeyConstraint(['session_id'], ['council_session.id'], name=op.f('fk_requirement_session_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_requirement'))
    )
    with op.batch_alter_table('requirement', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_requirement_state'), ['state'], unique=False)
        batch_op.create_index('uq_requirement_open', ['place_id'], unique=True, sqlite_where=sa.text("state = 'open'"), postgresql_where=sa.text("state = 'open'"))

    op.create_table('round_project',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('round_id', sa.Integer(), nullable=False),
    sa.Column('proposal_id', sa.Integer(), nullable=True),
    sa.Column('code', sa.Text(), nullable=False),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('text_hash', sa.LargeBinary(), nullable=True),
    sa.Column('cost', sa.BigInteger(), nullable=False),
    sa.Column('place', sa.Integer(), nullable=False),
    sa.Column('exclusive_group', sa.Text(), nullable=False),
    sa.Column('withdrawn', sa.Boolean(), nullable=False),
    sa.Column('official', sa.Text(), nullable=False),
    sa.CheckConstraint('cost >= 0', name=op.f('ck_round_project_cost')),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposal.id'], name=op.f('fk_round_project_proposal_id')),
    sa.ForeignKeyConstraint(['round_id'], ['round.id'], name=op.f('fk_round_project_round_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_round_project')),
    sa.UniqueConstraint('round_id', 'code', name=op.f('uq_round_project_round_id_code')),
    sa.UniqueConstraint('round_id', 'proposal_id', name=op.f('uq_round_project_round_id_proposal_id'))
    )
    with op.batch_alter_table('round_project', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_round_project_proposal_id'), ['proposal_id'], unique=False)

    op.create_table('round_voter',
    sa.Column('round_id', sa.Integer(), nullable=False),
    sa.Column('entry_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['entry_id'], ['roll_entry.id'], name=op.f('fk_round_voter_entry_id')),
    sa.ForeignKeyConstraint(['round_id'], ['round.id'], name=op.f('fk_round_voter_round_id')),
    sa.PrimaryKeyConstraint('round_id', 'entry_id', name=op.f('pk_round_voter')),
    sqlite_with_rowid=False
    )
    op.create_table('screening',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('proposal_id', sa.Integer(), nullable=False),
    sa.Column('prepared_by', sa.Integer(), nullable=True),
    sa.Column('prepared_ground', sa.Text(), nullable=True),
    sa.Column('prepared_note', sa.Text(), nullable=True),
    sa.Column('decided_by', sa.Integer(), nullable=True),
    sa.Column('decided_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('passed', sa.Boolean(), nullable=True),
    sa.Column('ground', sa.Text(), nullable=True),
    sa.Column('reason', sa.Text(), nullable=True),
    sa.ForeignKeyConstraint(['decided_by'], ['person.id'], name=op.f('fk_screening_decided_by')),
    sa.ForeignKeyConstraint(['prepared_by'], ['person.id'], name=op.f('fk_screening_prepared_by')),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposal.id'], name=op.f('fk_screening_proposal_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_screening')),
    sa.UniqueConstraint('proposal_id', name=op.f('uq_screening_proposal_id'))
    )
    op.create_table('screening_appeal',
    sa.Column('proposal_id', sa.Integer(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('readmitted', sa.Boolean(), nullable=True),
    sa.Column('decided_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposal.id'], name=op.f('fk_screening_appeal_proposal_id')),
    sa.PrimaryKeyConstraint('proposal_id', name=op.f('pk_screening_appeal'))
    )
    op.create_table('second',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('proposal_id', sa.Integer(), nullable=False),
    sa.Column('entry_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['entry_id'], ['roll_entry.id'], name=op.f('fk_second_entry_id')),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposal.id'], name=op.f('fk_second_proposal_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_second')),
    sa.UniqueConstraint('proposal_id', 'entry_id', name=op.f('uq_second_proposal_id_entry_id'))
    )
    op.create_table('supervision_candidate',
    sa.Column('lot_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('tier', sa.Text(), nullable=False),
    sa.CheckConstraint("tier IN ('resident','council','neighbour')", name=op.f('ck_supervision_candidate_tier')),
    sa.ForeignKeyConstraint(['lot_id'], ['lot.id'], name=op.f('fk_supervision_candidate_lot_id')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_supervision_candidate_person_id')),
    sa.PrimaryKeyConstraint('lot_id', 'person_id', name=op.f('pk_supervision_candidate'))
    )
    op.create_table('unmasking',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=True),
    sa.Column('file_id', sa.Integer(), nullable=True),
    sa.Column('place_id', sa.Integer(), nullable=False),
    sa.Column('path', sa.Text(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.CheckConstraint("reason <> ''", name=op.f('ck_unmasking_reason')),
    sa.CheckConstraint('(person_id IS NULL) <> (file_id IS NULL)', name=op.f('ck_unmasking_one')),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_unmasking_by_id')),
    sa.ForeignKeyConstraint(['file_id'], ['file.id'], name=op.f('fk_unmasking_file_id')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_unmasking_person_id')),
    sa.ForeignKeyConstraint(['place_id'], ['place.id'], name=op.f('fk_unmasking_place_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_unmasking'))
    )
    op.create_table('void_request',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('round_id', sa.Integer(), nullable=False),
    sa.Column('ground', sa.Text(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('consented_by', sa.Integer(), nullable=True),
    sa.Column('consented_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('carried', sa.Boolean(), nullable=True),
    sa.Column('decided_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_void_request_by_id')),
    sa.ForeignKeyConstraint(['consented_by'], ['person.id'], name=op.f('fk_void_request_consented_by')),
    sa.ForeignKeyConstraint(['round_id'], ['round.id'], name=op.f('fk_void_request_round_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_void_request'))
    )
    with op.batch_alter_table('void_request', schema=None) as batch_op:
        batch_op.create_index('ix_void_request_round_id', ['round_id'], unique=False)

    op.create_table('acceptance',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('project_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('requested_by', sa.Integer(), nullable=False),
    sa.Column('requested_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('before_file_id', sa.Integer(), nullable=True),
    sa.Column('after_file_id', sa.Integer(), nullable=True),
    sa.Column('cosigned_by', sa.Integer(), nullable=True),
    sa.Column('cosigned_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('confirmed_by', sa.Integer(), nullable=True),
    sa.Column('confirmed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('failed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('failed_text', sa.Text(), nullable=True),
    sa.Column('maintainer', sa.Text(), nullable=True),
    sa.Column('signed_by', sa.Text(), nullable=True),
    sa.Column('signed_on', sa.Date(), nullable=True),
    sa.Column('in_use_on', sa.Date(), nullable=True),
    sa.CheckConstraint('confirmed_by IS NULL OR (cosigned_by IS NOT NULL AND confirmed_by <> cosigned_by AND confirmed_by <> requested_by)', name=op.f('ck_acceptance_confirmer')),
    sa.CheckConstraint('cosigned_by IS NULL OR cosigned_by <> requested_by', name=op.f('ck_acceptance_cosigner')),
    sa.ForeignKeyConstraint(['after_file_id'], ['file.id'], name=op.f('fk_acceptance_after_file_id')),
    sa.ForeignKeyConstraint(['before_file_id'], ['file.id'], name=op.f('fk_acceptance_before_file_id')),
    sa.ForeignKeyConstraint(['confirmed_by'], ['person.id'], name=op.f('fk_acceptance_confirmed_by')),
    sa.ForeignKeyConstraint(['cosigned_by'], ['person.id'], name=op.f('fk_acceptance_cosigned_by')),
    sa.ForeignKeyConstraint(['project_id'], ['project.id'], name=op.f('fk_acceptance_project_id')),
    sa.ForeignKeyConstraint(['requested_by'], ['person.id'], name=op.f('fk_acceptance_requested_by')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_acceptance')),
    sa.UniqueConstraint('project_id', 'number', name=op.f('uq_acceptance_project_id_number'))
    )
    op.create_table('allocation',
    sa.Column('project_id', sa.Integer(), nullable=False),
    sa.Column('place', sa.Integer(), nullable=False),
    sa.Column('funded', sa.Boolean(), nullable=False),
    sa.Column('explanation', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['project_id'], ['round_project.id'], name=op.f('fk_allocation_project_id')),
    sa.PrimaryKeyConstraint('project_id', name=op.f('pk_allocation'))
    )
    op.create_table('answer',
    sa.Column('question_id', sa.Integer(), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_answer_by_id')),
    sa.ForeignKeyConstraint(['question_id'], ['question.id'], name=op.f('fk_answer_question_id')),
    sa.PrimaryKeyConstraint('question_id', name=op.f('pk_answer'))
    )
    op.create_table('disclosed_text',
    sa.Column('notice_id', sa.Integer(), nullable=False),
    sa.Column('proposal_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('text_hash', sa.LargeBinary(), nullable=False),
    sa.ForeignKeyConstraint(['notice_id'], ['notice.id'], name=op.f('fk_disclosed_text_notice_id')),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposal.id'], name=op.f('fk_disclosed_text_proposal_id')),
    sa.PrimaryKeyConstraint('notice_id', 'proposal_id', name=op.f('pk_disclosed_text'))
    )
    with op.batch_alter_table('disclosed_text', schema=None) as batch_op:
        batch_op.create_index('ix_disclosed_text_proposal_id_kind', ['proposal_id', 'kind'], unique=False)

    op.create_table('evaluation',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('project_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('opens_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('closes_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('closed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('answers', sa.Integer(), nullable=True),
    sa.Column('yes', sa.Integer(), nullable=True),
    sa.Column('satisfaction', sa.Integer(), nullable=True),
    sa.CheckConstraint('closes_at > opens_at', name=op.f('ck_evaluation_period')),
    sa.CheckConstraint('yes IS NULL OR (yes >= 0 AND yes <= answers)', name=op.f('ck_evaluation_counts')),
    sa.ForeignKeyConstraint(['project_id'], ['project.id'], name=op.f('fk_evaluation_project_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_evaluation')),
    sa.UniqueConstraint('project_id', 'number', name=op.f('uq_evaluation_project_id_number'))
    )
    op.create_table('inspection',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('code', sa.Text(), nullable=False),
    sa.Column('project_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('visited_on', sa.Date(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_inspection_by_id')),
    sa.ForeignKeyConstraint(['project_id'], ['project.id'], name=op.f('fk_inspection_project_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_inspection')),
    sa.UniqueConstraint('code', name=op.f('uq_inspection_code')),
    sa.UniqueConstraint('project_id', 'number', name=op.f('uq_inspection_project_id_number'))
    )
    op.create_table('merge_part',
    sa.Column('merge_id', sa.Integer(), nullable=False),
    sa.Column('proposal_id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('agreed', sa.Boolean(), nullable=True),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['merge_id'], ['merge_offer.id'], name=op.f('fk_merge_part_merge_id')),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposal.id'], name=op.f('fk_merge_part_proposal_id')),
    sa.PrimaryKeyConstraint('merge_id', 'proposal_id', name=op.f('pk_merge_part'))
    )
    with op.batch_alter_table('merge_part', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_merge_part_proposal_id'), ['proposal_id'], unique=False)

    op.create_table('motion',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('session_id', sa.Integer(), nullable=False),
    sa.Column('item_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('amends_id', sa.Integer(), nullable=True),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('text_facts', sa.Text(), nullable=False),
    sa.Column('text_hash', sa.LargeBinary(), nullable=False),
    sa.Column('moved_by', sa.Integer(), nullable=True),
    sa.Column('seconded_by', sa.Integer(), nullable=True),
    sa.Column('form', sa.Text(), nullable=False),
    sa.Column('base', sa.Integer(), nullable=True),
    sa.Column('quorum', sa.Integer(), nullable=True),
    sa.Column('entitled', sa.Integer(), nullable=True),
    sa.Column('needed', sa.Integer(), nullable=True),
    sa.Column('ayes', sa.Integer(), nullable=True),
    sa.Column('noes', sa.Integer(), nullable=True),
    sa.Column('abstentions', sa.Integer(), nullable=True),
    sa.Column('declared_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('declared_by', sa.Integer(), nullable=True),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('due_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('state', sa.Text(), nullable=False),
    sa.Column('state_since', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("form IN ('open','secret')", name=op.f('ck_motion_form')),
    sa.CheckConstraint("kind IN ('main','amendment','defer','refer')", name=op.f('ck_motion_kind')),
    sa.CheckConstraint('moved_by IS NULL OR seconded_by IS NULL OR seconded_by <> moved_by', name=op.f('ck_motion_seconder')),
    sa.ForeignKeyConstraint(['amends_id'], ['motion.id'], name=op.f('fk_motion_amends_id')),
    sa.ForeignKeyConstraint(['declared_by'], ['person.id'], name=op.f('fk_motion_declared_by')),
    sa.ForeignKeyConstraint(['item_id'], ['agenda_item.id'], name=op.f('fk_motion_item_id')),
    sa.ForeignKeyConstraint(['moved_by'], ['person.id'], name=op.f('fk_motion_moved_by')),
    sa.ForeignKeyConstraint(['seconded_by'], ['person.id'], name=op.f('fk_motion_seconded_by')),
    sa.ForeignKeyConstraint(['session_id'], ['council_session.id'], name=op.f('fk_motion_session_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_motion')),
    sa.UniqueConstraint('session_id', 'number', name=op.f('uq_motion_session_id_number'))
    )
    with op.batch_alter_table('motion', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_motion_item_id'), ['item_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_motion_state'), ['state'], unique=False)

    op.create_table('notice_subject',
    sa.Column('notice_id', sa.Integer(), nullable=False),
    sa.Column('subject_id', sa.Integer(), nullable=False),
    sa.Column('released_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['notice_id'], ['notice.id'], name=op.f('fk_notice_subject_notice_id')),
    sa.ForeignKeyConstraint(['subject_id'], ['subject.id'], name=op.f('fk_notice_subject_subject_id')),
    sa.PrimaryKeyConstraint('notice_id', 'subject_id', name=op.f('pk_notice_subject'))
    )
    with op.batch_alter_table('notice_subject', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_notice_subject_released_at'), ['released_at'], unique=False)
        batch_op.create_index('ix_notice_subject_subject_id', ['subject_id'], unique=False)

    op.create_table('objection',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('code', sa.Text(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('notice_id', sa.Integer(), nullable=False),
    sa.Column('subject_id', sa.Integer(), nullable=True),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('shielded', sa.Boolean(), nullable=False),
    sa.Column('objector', sa.Text(), nullable=False),
    sa.Column('standing', sa.Text(), nullable=False),
    sa.Column('affected', sa.Text(), nullable=False),
    sa.Column('channel', sa.Text(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('received_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('entered_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('level', sa.Integer(), nullable=False),
    sa.Column('office', sa.Text(), nullable=False),
    sa.Column('handler_id', sa.Integer(), nullable=True),
    sa.Column('panel_lot_id', sa.Integer(), nullable=True),
    sa.Column('due_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('outcome', sa.Text(), nullable=True),
    sa.Column('answer', sa.Text(), nullable=True),
    sa.Column('decided_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('state', sa.Text(), nullable=False),
    sa.Column('state_since', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("channel IN ('web','counter','letter')", name=op.f('ck_objection_channel')),
    sa.CheckConstraint("office IN ('officer','district','panel')", name=op.f('ck_objection_office')),
    sa.CheckConstraint("outcome IS NULL OR outcome IN ('fact','substance','procedure','rejected')", name=op.f('ck_objection_outcome')),
    sa.CheckConstraint("standing IN ('roll','affected','supplier')", name=op.f('ck_objection_standing')),
    sa.CheckConstraint("state <> 'upheld' OR (outcome IS NOT NULL AND outcome <> 'rejected' AND answer IS NOT NULL)", name=op.f('ck_objection_upheld')),
    sa.CheckConstraint("state NOT IN ('rejected','settled') OR (outcome IS NOT NULL AND outcome = 'rejected')", name=op.f('ck_objection_rejected')),
    sa.CheckConstraint('level BETWEEN 0 AND 2', name=op.f('ck_objection_level')),
    sa.CheckConstraint('received_at <= entered_at', name=op.f('ck_objection_received')),
    sa.ForeignKeyConstraint(['handler_id'], ['person.id'], name=op.f('fk_objection_handler_id')),
    sa.ForeignKeyConstraint(['notice_id'], ['notice.id'], name=op.f('fk_objection_notice_id')),
    sa.ForeignKeyConstraint(['panel_lot_id'], ['lot.id'], name=op.f('fk_objection_panel_lot_id')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_objection_person_id')),
    sa.ForeignKeyConstraint(['subject_id'], ['subject.id'], name=op.f('fk_objection_subject_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_objection')),
    sa.UniqueConstraint('code', name=op.f('uq_objection_code')),
    sa.UniqueConstraint('notice_id', 'number', name=op.f('uq_objection_notice_id_number'))
    )
    with op.batch_alter_table('objection', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_objection_due_at'), ['due_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_objection_handler_id'), ['handler_id'], unique=False)
        batch_op.create_index('ix_objection_notice_id_state', ['notice_id', 'state'], unique=False)
        batch_op.create_index(batch_op.f('ix_objection_panel_lot_id'), ['panel_lot_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_objection_person_id'), ['person_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_objection_state'), ['state'], unique=False)
        batch_op.create_index('uq_objection_open_procedure', ['notice_id', 'person_id'], unique=True, sqlite_where=sa.text("state IN ('received', 'acknowledged', 'rejected') AND subject_id IS NULL"), postgresql_where=sa.text("state IN ('received', 'acknowledged', 'rejected') AND subject_id IS NULL"))
        batch_op.create_index('uq_objection_open_subject', ['notice_id', 'person_id', 'subject_id'], unique=True, sqlite_where=sa.text("state IN ('received', 'acknowledged', 'rejected') AND subject_id IS NOT NULL"), postgresql_where=sa.text("state IN ('received', 'acknowledged', 'rejected') AND subject_id IS NOT NULL"))

    op.create_table('posting',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('cycle_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('debit_id', sa.Integer(), nullable=False),
    sa.Column('credit_id', sa.Integer(), nullable=False),
    sa.Column('amount', sa.BigInteger(), nullable=False),
    sa.Column('act', sa.Text(), nullable=False),
    sa.Column('subject_id', sa.Integer(), nullable=False),
    sa.Column('voucher_id', sa.Integer(), nullable=True),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('amount > 0', name=op.f('ck_posting_amount')),
    sa.CheckConstraint('debit_id <> credit_id', name=op.f('ck_posting_two_accounts')),
    sa.ForeignKeyConstraint(['credit_id'], ['ledger_account.id'], name=op.f('fk_posting_credit_id')),
    sa.ForeignKeyConstraint(['cycle_id'], ['cycle.id'], name=op.f('fk_posting_cycle_id')),
    sa.ForeignKeyConstraint(['debit_id'], ['ledger_account.id'], name=op.f('fk_posting_debit_id')),
    sa.ForeignKeyConstraint(['subject_id'], ['subject.id'], name=op.f('fk_posting_subject_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_posting')),
    sa.UniqueConstraint('act', 'voucher_id', 'debit_id', name=op.f('uq_posting_act_voucher_id_debit_id')),
    sa.UniqueConstraint('cycle_id', 'number', name=op.f('uq_posting_cycle_id_number'))
    )
    with op.batch_alter_table('posting', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_posting_credit_id'), ['credit_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_posting_debit_id'), ['debit_id'], unique=False)
        batch_op.create_index('ix_posting_subject_id_id', ['subject_id', 'id'], unique=False)

    op.create_table('posting_report',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('notice_id', sa.Integer(), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('board', sa.Text(), nullable=False),
    sa.Column('file_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_posting_report_by_id')),
    sa.ForeignKeyConstraint(['file_id'], ['file.id'], name=op.f('fk_posting_report_file_id')),
    sa.ForeignKeyConstraint(['notice_id'], ['notice.id'], name=op.f('fk_posting_report_notice_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_posting_report'))
    )
    with op.batch_alter_table('posting_report', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_posting_report_notice_id'), ['notice_id'], unique=False)

    op.create_table('procurement',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('project_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('attempt', sa.Integer(), nullable=False),
    sa.Column('method', sa.Text(), nullable=False),
    sa.Column('need', sa.Integer(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('invited_by', sa.Integer(), nullable=False),
    sa.Column('invited_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('opens_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('opened_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('opened_by', sa.Integer(), nullable=True),
    sa.CheckConstraint("method IN ('single','several')", name=op.f('ck_procurement_method')),
    sa.CheckConstraint('attempt IN (1, 2)', name=op.f('ck_procurement_attempt')),
    sa.CheckConstraint('opened_at IS NULL OR opened_at >= opens_at', name=op.f('ck_procurement_opened')),
    sa.ForeignKeyConstraint(['invited_by'], ['person.id'], name=op.f('fk_procurement_invited_by')),
    sa.ForeignKeyConstraint(['opened_by'], ['person.id'], name=op.f('fk_procurement_opened_by')),
    sa.ForeignKeyConstraint(['project_id'], ['project.id'], name=op.f('fk_procurement_project_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_procurement')),
    sa.UniqueConstraint('project_id', 'number', name=op.f('uq_procurement_project_id_number'))
    )
    op.create_table('project_wait',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('project_id', sa.Integer(), nullable=False),
    sa.Column('what', sa.Text(), nullable=False),
    sa.Column('ref_id', sa.Integer(), nullable=False),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('holder', sa.Text(), nullable=False),
    sa.Column('since', sa.DateTime(timezone=True), nullable=False),
    sa.Column('due_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('met_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('overdue_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['project_id'], ['project.id'], name=op.f('fk_project_wait_project_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_project_wait'))
    )
    with op.batch_alter_table('project_wait', schema=None) as batch_op:
        batch_op.create_index('ix_project_wait_met_at_due_at', ['met_at', 'due_at'], unique=False)
        batch_op.create_index('ix_project_wait_project_id_met_at', ['project_id', 'met_at'], unique=False)
        batch_op.create_index('uq_project_wait_open', ['project_id', 'what', 'ref_id'], unique=True, sqlite_where=sa.text('met_at IS NULL'), postgresql_where=sa.text('met_at IS NULL'))

    op.create_table('recusal',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('item_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('source', sa.Text(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("source IN ('declared','found')", name=op.f('ck_recusal_source')),
    sa.ForeignKeyConstraint(['item_id'], ['agenda_item.id'], name=op.f('fk_recusal_item_id')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_recusal_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_recusal')),
    sa.UniqueConstraint('item_id', 'person_id', name=op.f('uq_recusal_item_id_person_id'))
    )
    op.create_table('requirement_signature',
    sa.Column('requirement_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_requirement_signature_person_id')),
    sa.ForeignKeyConstraint(['requirement_id'], ['requirement.id'], name=op.f('fk_requirement_signature_requirement_id')),
    sa.PrimaryKeyConstraint('requirement_id', 'person_id', name=op.f('pk_requirement_signature'))
    )
    op.create_table('rerun',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('proposal_id', sa.Integer(), nullable=False),
    sa.Column('notice_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('settled_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['notice_id'], ['notice.id'], name=op.f('fk_rerun_notice_id')),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposal.id'], name=op.f('fk_rerun_proposal_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_rerun'))
    )
    with op.batch_alter_table('rerun', schema=None) as batch_op:
        batch_op.create_index('ix_rerun_proposal_id', ['proposal_id'], unique=False)

    op.create_table('roll_mark',
    sa.Column('round_id', sa.Integer(), nullable=False),
    sa.Column('entry_id', sa.Integer(), nullable=False),
    sa.Column('channel', sa.Text(), nullable=False),
    sa.Column('salt', sa.LargeBinary(), nullable=False),
    sa.CheckConstraint("channel IN ('web','paper','booth','letter_code')", name=op.f('ck_roll_mark_channel')),
    sa.ForeignKeyConstraint(['round_id', 'entry_id'], ['round_voter.round_id', 'round_voter.entry_id'], name=op.f('fk_roll_mark_round_id_entry_id')),
    sa.PrimaryKeyConstraint('round_id', 'entry_id', name=op.f('pk_roll_mark')),
    sqlite_with_rowid=False
    )
    op.create_table('settlement',
    sa.Column('project_id', sa.Integer(), nullable=False),
    sa.Column('contracted', sa.BigInteger(), nullable=False),
    sa.Column('supplements', sa.BigInteger(), nullable=False),
    sa.Column('paid', sa.BigInteger(), nullable=False),
    sa.Column('retention', sa.BigInteger(), nullable=False),
    sa.Column('remainder', sa.BigInteger(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_settlement_by_id')),
    sa.ForeignKeyConstraint(['project_id'], ['project.id'], name=op.f('fk_settlement_project_id')),
    sa.PrimaryKeyConstraint('project_id', name=op.f('pk_settlement'))
    )
    op.create_table('supervision',
    sa.Column('project_id', sa.Integer(), nullable=False),
    sa.Column('opened_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('consent_until', sa.DateTime(timezone=True), nullable=False),
    sa.Column('lot_due_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('overdue_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['project_id'], ['project.id'], name=op.f('fk_supervision_project_id')),
    sa.PrimaryKeyConstraint('project_id', name=op.f('pk_supervision'))
    )
    with op.batch_alter_table('supervision', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_supervision_lot_due_at'), ['lot_due_at'], unique=False)

    op.create_table('tally',
    sa.Column('project_id', sa.Integer(), nullable=False),
    sa.Column('votes', sa.Integer(), nullable=False),
    sa.Column('score', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['project_id'], ['round_project.id'], name=op.f('fk_tally_project_id')),
    sa.PrimaryKeyConstraint('project_id', name=op.f('pk_tally'))
    )
    op.create_table('termination',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('project_id', sa.Integer(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('proposed_by', sa.Integer(), nullable=False),
    sa.Column('proposed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('carried', sa.Boolean(), nullable=True),
    sa.Column('carried_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('confirmed_by', sa.Integer(), nullable=True),
    sa.Column('confirmed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('closed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('remainder', sa.BigInteger(), nullable=True),
    sa.Column('reclaim', sa.BigInteger(), nullable=True),
    sa.Column('reclaimed_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint('confirmed_at IS NULL OR carried', name=op.f('ck_termination_carried')),
    sa.ForeignKeyConstraint(['confirmed_by'], ['person.id'], name=op.f('fk_termination_confirmed_by')),
    sa.ForeignKeyConstraint(['project_id'], ['project.id'], name=op.f('fk_termination_project_id')),
    sa.ForeignKeyConstraint(['proposed_by'], ['person.id'], name=op.f('fk_termination_proposed_by')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_termination'))
    )
    with op.batch_alter_table('termination', schema=None) as batch_op:
        batch_op.create_index('uq_termination_open', ['project_id'], unique=True, sqlite_where=sa.text('closed_at IS NULL'), postgresql_where=sa.text('closed_at IS NULL'))

    op.create_table('check_item',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('acceptance_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('passed', sa.Boolean(), nullable=True),
    sa.ForeignKeyConstraint(['acceptance_id'], ['acceptance.id'], name=op.f('fk_check_item_acceptance_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_check_item')),
    sa.UniqueConstraint('acceptance_id', 'number', name=op.f('uq_check_item_acceptance_id_number'))
    )
    op.create_table('council_vote',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('motion_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('choice', sa.Text(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('entered_by', sa.Integer(), nullable=False),
    sa.CheckConstraint("choice IN ('yes','no','abstain')", name=op.f('ck_council_vote_choice')),
    sa.ForeignKeyConstraint(['entered_by'], ['person.id'], name=op.f('fk_council_vote_entered_by')),
    sa.ForeignKeyConstraint(['motion_id'], ['motion.id'], name=op.f('fk_council_vote_motion_id')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_council_vote_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_council_vote')),
    sa.UniqueConstraint('motion_id', 'person_id', name=op.f('uq_council_vote_motion_id_person_id'))
    )
    op.create_table('evaluation_answer',
    sa.Column('evaluation_id', sa.Integer(), nullable=False),
    sa.Column('entry_id', sa.Integer(), nullable=False),
    sa.Column('solved', sa.Boolean(), nullable=False),
    sa.Column('satisfaction', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('satisfaction BETWEEN 1 AND 5', name=op.f('ck_evaluation_answer_satisfaction')),
    sa.ForeignKeyConstraint(['entry_id'], ['roll_entry.id'], name=op.f('fk_evaluation_answer_entry_id')),
    sa.ForeignKeyConstraint(['evaluation_id'], ['evaluation.id'], name=op.f('fk_evaluation_answer_evaluation_id')),
    sa.PrimaryKeyConstraint('evaluation_id', 'entry_id', name=op.f('pk_evaluation_answer'))
    )
    op.create_table('finding',
    sa.Column('about_id', sa.Integer(), nullable=False),
    sa.Column('about_kind', sa.Text(), nullable=False),
    sa.Column('about_code', sa.Text(), nullable=False),
    sa.Column('inspection_id', sa.Integer(), nullable=True),
    sa.Column('severity', sa.Text(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('file_id', sa.Integer(), nullable=True),
    sa.Column('raised_by', sa.Integer(), nullable=False),
    sa.Column('raised_as', sa.Text(), nullable=False),
    sa.Column('raised_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('answers', sa.Integer(), nullable=False),
    sa.Column('due_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('overdue_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('state', sa.Text(), nullable=False),
    sa.Column('state_since', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("raised_as IN ('supervisor','auditor','affairs')", name=op.f('ck_finding_raised_as')),
    sa.CheckConstraint("severity IN ('note','defect','serious','question')", name=op.f('ck_finding_severity')),
    sa.CheckConstraint("state <> 'answered' OR due_at IS NOT NULL", name=op.f('ck_finding_due')),
    sa.ForeignKeyConstraint(['about_id'], ['subject.id'], name=op.f('fk_finding_about_id')),
    sa.ForeignKeyConstraint(['file_id'], ['file.id'], name=op.f('fk_finding_file_id')),
    sa.ForeignKeyConstraint(['id'], ['subject.id'], name=op.f('fk_finding_id')),
    sa.ForeignKeyConstraint(['inspection_id'], ['inspection.id'], name=op.f('fk_finding_inspection_id')),
    sa.ForeignKeyConstraint(['raised_by'], ['person.id'], name=op.f('fk_finding_raised_by')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_finding'))
    )
    with op.batch_alter_table('finding', schema=None) as batch_op:
        batch_op.create_index('ix_finding_about_id_state', ['about_id', 'state'], unique=False)
        batch_op.create_index(batch_op.f('ix_finding_raised_by'), ['raised_by'], unique=False)
        batch_op.create_index(batch_op.f('ix_finding_state'), ['state'], unique=False)
        batch_op.create_index('ix_finding_state_due_at', ['state', 'due_at'], unique=False)

    op.create_table('inspection_item',
    sa.Column('inspection_id', sa.Integer(), nullable=False),
    sa.Column('item', sa.Text(), nullable=False),
    sa.Column('found', sa.Text(), nullable=False),
    sa.CheckConstraint("found IN ('yes','no','unseen')", name=op.f('ck_inspection_item_found')),
    sa.ForeignKeyConstraint(['inspection_id'], ['inspection.id'], name=op.f('fk_inspection_item_inspection_id')),
    sa.PrimaryKeyConstraint('inspection_id', 'item', name=op.f('pk_inspection_item'))
    )
    op.create_table('inspection_photo',
    sa.Column('inspection_id', sa.Integer(), nullable=False),
    sa.Column('file_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['file_id'], ['file.id'], name=op.f('fk_inspection_photo_file_id')),
    sa.ForeignKeyConstraint(['inspection_id'], ['inspection.id'], name=op.f('fk_inspection_photo_inspection_id')),
    sa.PrimaryKeyConstraint('inspection_id', 'file_id', name=op.f('pk_inspection_photo'))
    )
    op.create_table('objection_appeal',
    sa.Column('objection_id', sa.Integer(), nullable=False),
    sa.Column('level', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['objection_id'], ['objection.id'], name=op.f('fk_objection_appeal_objection_id')),
    sa.PrimaryKeyConstraint('objection_id', 'level', name=op.f('pk_objection_appeal'))
    )
    op.create_table('objection_decision',
    sa.Column('objection_id', sa.Integer(), nullable=False),
    sa.Column('level', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('office', sa.Text(), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.Column('outcome', sa.Text(), nullable=False),
    sa.Column('answer', sa.Text(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_objection_decision_by_id')),
    sa.ForeignKeyConstraint(['objection_id'], ['objection.id'], name=op.f('fk_objection_decision_objection_id')),
    sa.PrimaryKeyConstraint('objection_id', 'level', name=op.f('pk_objection_decision'))
    )
    op.create_table('objection_vote',
    sa.Column('lot_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('objection_id', sa.Integer(), nullable=False),
    sa.Column('outcome', sa.Text(), nullable=True),
    sa.Column('answer', sa.Text(), nullable=True),
    sa.Column('voted_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['lot_id'], ['lot.id'], name=op.f('fk_objection_vote_lot_id')),
    sa.ForeignKeyConstraint(['objection_id'], ['objection.id'], name=op.f('fk_objection_vote_objection_id')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_objection_vote_person_id')),
    sa.PrimaryKeyConstraint('lot_id', 'person_id', name=op.f('pk_objection_vote'))
    )
    with op.batch_alter_table('objection_vote', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_objection_vote_objection_id'), ['objection_id'], unique=False)

    op.create_table('quorum_check',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('session_id', sa.Integer(), nullable=False),
    sa.Column('occasion', sa.Text(), nullable=False),
    sa.Column('motion_id', sa.Integer(), nullable=True),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('present', sa.Integer(), nullable=False),
    sa.Column('base', sa.Integer(), nullable=False),
    sa.Column('needed', sa.Integer(), nullable=False),
    sa.CheckConstraint("occasion IN ('opening','call','declaration','closing')", name=op.f('ck_quorum_check_occasion')),
    sa.ForeignKeyConstraint(['motion_id'], ['motion.id'], name=op.f('fk_quorum_check_motion_id')),
    sa.ForeignKeyConstraint(['session_id'], ['council_session.id'], name=op.f('fk_quorum_check_session_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_quorum_check'))
    )
    with op.batch_alter_table('quorum_check', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_quorum_check_session_id'), ['session_id'], unique=False)

    op.create_table('quotation',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('procurement_id', sa.Integer(), nullable=False),
    sa.Column('contractor_id', sa.Integer(), nullable=False),
    sa.Column('amount', sa.BigInteger(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('amount > 0', name=op.f('ck_quotation_amount')),
    sa.ForeignKeyConstraint(['contractor_id'], ['contractor.id'], name=op.f('fk_quotation_contractor_id')),
    sa.ForeignKeyConstraint(['procurement_id'], ['procurement.id'], name=op.f('fk_quotation_procurement_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_quotation')),
    sa.UniqueConstraint('procurement_id', 'contractor_id', name=op.f('uq_quotation_procurement_id_contractor_id'))
    )
    op.create_table('sealed_ballot',
    sa.Column('round_id', sa.Integer(), nullable=False),
    sa.Column('entry_id', sa.Integer(), nullable=False),
    sa.Column('sealed', sa.LargeBinary(), nullable=False),
    sa.Column('salt', sa.LargeBinary(), nullable=False),
    sa.ForeignKeyConstraint(['round_id', 'entry_id'], ['roll_mark.round_id', 'roll_mark.entry_id'], name=op.f('fk_sealed_ballot_round_id_entry_id')),
    sa.PrimaryKeyConstraint('round_id', 'entry_id', name=op.f('pk_sealed_ballot')),
    sqlite_with_rowid=False
    )
    op.create_table('supervision_consent',
    sa.Column('project_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_supervision_consent_person_id')),
    sa.ForeignKeyConstraint(['project_id'], ['supervision.project_id'], name=op.f('fk_supervision_consent_project_id')),
    sa.PrimaryKeyConstraint('project_id', 'person_id', name=op.f('pk_supervision_consent'))
    )
    op.create_table('supervisor',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('project_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('lot_id', sa.Integer(), nullable=False),
    sa.Column('tier', sa.Text(), nullable=False),
    sa.Column('rank', sa.Integer(), nullable=False),
    sa.Column('holding_id', sa.Integer(), nullable=True),
    sa.Column('left_for', sa.Text(), nullable=True),
    sa.Column('state', sa.Text(), nullable=False),
    sa.Column('state_since', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['holding_id'], ['role_holding.id'], name=op.f('fk_supervisor_holding_id')),
    sa.ForeignKeyConstraint(['lot_id'], ['lot.id'], name=op.f('fk_supervisor_lot_id')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_supervisor_person_id')),
    sa.ForeignKeyConstraint(['project_id'], ['supervision.project_id'], name=op.f('fk_supervisor_project_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_supervisor')),
    sa.UniqueConstraint('project_id', 'person_id', name=op.f('uq_supervisor_project_id_person_id')),
    sa.UniqueConstraint('project_id', 'rank', name=op.f('uq_supervisor_project_id_rank'))
    )
    with op.batch_alter_table('supervisor', schema=None) as batch_op:
        batch_op.create_index('ix_supervisor_person_id_state', ['person_id', 'state'], unique=False)
        batch_op.create_index(batch_op.f('ix_supervisor_state'), ['state'], unique=False)

    op.create_table('award',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('project_id', sa.Integer(), nullable=False),
    sa.Column('quotation_id', sa.Integer(), nullable=False),
    sa.Column('contractor_id', sa.Integer(), nullable=False),
    sa.Column('amount', sa.BigInteger(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('cancelled_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('cancelled_reason', sa.Text(), nullable=True),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_award_by_id')),
    sa.ForeignKeyConstraint(['contractor_id'], ['contractor.id'], name=op.f('fk_award_contractor_id')),
    sa.ForeignKeyConstraint(['project_id'], ['project.id'], name=op.f('fk_award_project_id')),
    sa.ForeignKeyConstraint(['quotation_id'], ['quotation.id'], name=op.f('fk_award_quotation_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_award'))
    )
    with op.batch_alter_table('award', schema=None) as batch_op:
        batch_op.create_index('uq_award_in_force', ['project_id'], unique=True, sqlite_where=sa.text('cancelled_at IS NULL'), postgresql_where=sa.text('cancelled_at IS NULL'))

    op.create_table('finding_answer',
    sa.Column('finding_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('file_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_finding_answer_by_id')),
    sa.ForeignKeyConstraint(['file_id'], ['file.id'], name=op.f('fk_finding_answer_file_id')),
    sa.ForeignKeyConstraint(['finding_id'], ['finding.id'], name=op.f('fk_finding_answer_finding_id')),
    sa.PrimaryKeyConstraint('finding_id', 'number', name=op.f('pk_finding_answer'))
    )
    op.create_table('finding_review',
    sa.Column('finding_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('settled', sa.Boolean(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_finding_review_by_id')),
    sa.ForeignKeyConstraint(['finding_id'], ['finding.id'], name=op.f('fk_finding_review_finding_id')),
    sa.PrimaryKeyConstraint('finding_id', 'number', name=op.f('pk_finding_review'))
    )
    op.create_table('payment_hold',
    sa.Column('finding_id', sa.Integer(), nullable=False),
    sa.Column('project_id', sa.Integer(), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('lifted_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_payment_hold_by_id')),
    sa.ForeignKeyConstraint(['finding_id'], ['finding.id'], name=op.f('fk_payment_hold_finding_id')),
    sa.ForeignKeyConstraint(['project_id'], ['project.id'], name=op.f('fk_payment_hold_project_id')),
    sa.PrimaryKeyConstraint('finding_id', name=op.f('pk_payment_hold'))
    )
    with op.batch_alter_table('payment_hold', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_payment_hold_project_id'), ['project_id'], unique=False)

    op.create_table('contract',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('project_id', sa.Integer(), nullable=False),
    sa.Column('contractor_id', sa.Integer(), nullable=False),
    sa.Column('award_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Text(), nullable=False),
    sa.Column('amount', sa.BigInteger(), nullable=False),
    sa.Column('advance', sa.BigInteger(), nullable=False),
    sa.Column('retention', sa.Integer(), nullable=False),
    sa.Column('signed_on', sa.Date(), nullable=False),
    sa.Column('starts_on', sa.Date(), nullable=False),
    sa.Column('ends_on', sa.Date(), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('ended_reason', sa.Text(), nullable=True),
    sa.CheckConstraint('amount > 0 AND advance >= 0 AND advance <= amount', name=op.f('ck_contract_amount')),
    sa.CheckConstraint('ends_on > starts_on', name=op.f('ck_contract_dates')),
    sa.ForeignKeyConstraint(['award_id'], ['award.id'], name=op.f('fk_contract_award_id')),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_contract_by_id')),
    sa.ForeignKeyConstraint(['contractor_id'], ['contractor.id'], name=op.f('fk_contract_contractor_id')),
    sa.ForeignKeyConstraint(['project_id'], ['project.id'], name=op.f('fk_contract_project_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_contract')),
    sa.UniqueConstraint('award_id', name=op.f('uq_contract_award_id'))
    )
    with op.batch_alter_table('contract', schema=None) as batch_op:
        batch_op.create_index('uq_contract_in_force', ['project_id'], unique=True, sqlite_where=sa.text('ended_at IS NULL'), postgresql_where=sa.text('ended_at IS NULL'))

    op.create_table('milestone',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('project_id', sa.Integer(), nullable=False),
    sa.Column('contract_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('evidence', sa.Text(), nullable=False),
    sa.Column('weight', sa.Integer(), nullable=False),
    sa.Column('amount', sa.BigInteger(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('delivered_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('delivered_by', sa.Integer(), nullable=True),
    sa.Column('inspected_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('inspected_by', sa.Integer(), nullable=True),
    sa.Column('verified_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('verified_by', sa.Integer(), nullable=True),
    sa.Column('state', sa.Text(), nullable=False),
    sa.Column('state_since', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("state <> 'inspected' OR inspected_by IS NOT NULL", name=op.f('ck_milestone_inspected')),
    sa.CheckConstraint("state <> 'verified' OR (verified_by IS NOT NULL AND inspected_by IS NOT NULL AND delivered_by IS NOT NULL)", name=op.f('ck_milestone_three_people')),
    sa.CheckConstraint('amount >= 0', name=op.f('ck_milestone_amount')),
    sa.CheckConstraint('inspected_by IS NULL OR inspected_by <> delivered_by', name=op.f('ck_milestone_inspector')),
    sa.CheckConstraint('verified_by IS NULL OR (verified_by <> delivered_by AND verified_by <> inspected_by)', name=op.f('ck_milestone_verifier')),
    sa.CheckConstraint('weight BETWEEN 1 AND 100', name=op.f('ck_milestone_weight')),
    sa.ForeignKeyConstraint(['contract_id'], ['contract.id'], name=op.f('fk_milestone_contract_id')),
    sa.ForeignKeyConstraint(['delivered_by'], ['person.id'], name=op.f('fk_milestone_delivered_by')),
    sa.ForeignKeyConstraint(['inspected_by'], ['person.id'], name=op.f('fk_milestone_inspected_by')),
    sa.ForeignKeyConstraint(['project_id'], ['project.id'], name=op.f('fk_milestone_project_id')),
    sa.ForeignKeyConstraint(['verified_by'], ['person.id'], name=op.f('fk_milestone_verified_by')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_milestone')),
    sa.UniqueConstraint('contract_id', 'number', name=op.f('uq_milestone_contract_id_number'))
    )
    with op.batch_alter_table('milestone', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_milestone_project_id'), ['project_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_milestone_state'), ['state'], unique=False)

    op.create_table('evidence',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('milestone_id', sa.Integer(), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('file_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_evidence_by_id')),
    sa.ForeignKeyConstraint(['file_id'], ['file.id'], name=op.f('fk_evidence_file_id')),
    sa.ForeignKeyConstraint(['milestone_id'], ['milestone.id'], name=op.f('fk_evidence_milestone_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_evidence'))
    )
    with op.batch_alter_table('evidence', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_evidence_milestone_id'), ['milestone_id'], unique=False)

    op.create_table('milestone_check',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('milestone_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('passed', sa.Boolean(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('file_id', sa.Integer(), nullable=True),
    sa.CheckConstraint("kind IN ('inspection','verification')", name=op.f('ck_milestone_check_kind')),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_milestone_check_by_id')),
    sa.ForeignKeyConstraint(['file_id'], ['file.id'], name=op.f('fk_milestone_check_file_id')),
    sa.ForeignKeyConstraint(['milestone_id'], ['milestone.id'], name=op.f('fk_milestone_check_milestone_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_milestone_check'))
    )
    with op.batch_alter_table('milestone_check', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_milestone_check_milestone_id'), ['milestone_id'], unique=False)

    op.create_table('payment_request',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('project_id', sa.Integer(), nullable=False),
    sa.Column('contract_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('milestone_id', sa.Integer(), nullable=True),
    sa.Column('amount', sa.BigInteger(), nullable=False),
    sa.Column('withheld', sa.BigInteger(), nullable=False),
    sa.Column('invoice_number', sa.Text(), nullable=False),
    sa.Column('invoice_issuer', sa.Text(), nullable=False),
    sa.Column('file_id', sa.Integer(), nullable=True),
    sa.Column('requested_by', sa.Integer(), nullable=False),
    sa.Column('requested_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('due_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('verified_by', sa.Integer(), nullable=True),
    sa.Column('verified_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('released_by', sa.Integer(), nullable=True),
    sa.Column('released_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('returned_reason', sa.Text(), nullable=True),
    sa.Column('state', sa.Text(), nullable=False),
    sa.Column('state_since', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("(kind = 'milestone') = (milestone_id IS NOT NULL)", name=op.f('ck_payment_request_milestone')),
    sa.CheckConstraint("kind IN ('advance','milestone','retention')", name=op.f('ck_payment_request_kind')),
    sa.CheckConstraint("state <> 'released' OR released_by IS NOT NULL", name=op.f('ck_payment_request_released')),
    sa.CheckConstraint("state <> 'verified' OR verified_by IS NOT NULL", name=op.f('ck_payment_request_verified')),
    sa.CheckConstraint('amount > 0 AND withheld >= 0 AND withheld < amount', name=op.f('ck_payment_request_amount')),
    sa.CheckConstraint('released_by IS NULL OR (verified_by IS NOT NULL AND released_by <> verified_by AND released_by <> requested_by)', name=op.f('ck_payment_request_three_people')),
    sa.CheckConstraint('verified_by IS NULL OR verified_by <> requested_by', name=op.f('ck_payment_request_verifier')),
    sa.ForeignKeyConstraint(['contract_id'], ['contract.id'], name=op.f('fk_payment_request_contract_id')),
    sa.ForeignKeyConstraint(['file_id'], ['file.id'], name=op.f('fk_payment_request_file_id')),
    sa.ForeignKeyConstraint(['milestone_id'], ['milestone.id'], name=op.f('fk_payment_request_milestone_id')),
    sa.ForeignKeyConstraint(['project_id'], ['project.id'], name=op.f('fk_payment_request_project_id')),
    sa.ForeignKeyConstraint(['released_by'], ['person.id'], name=op.f('fk_payment_request_released_by')),
    sa.ForeignKeyConstraint(['requested_by'], ['person.id'], name=op.f('fk_payment_request_requested_by')),
    sa.ForeignKeyConstraint(['verified_by'], ['person.id'], name=op.f('fk_payment_request_verified_by')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_payment_request')),
    sa.UniqueConstraint('project_id', 'number', name=op.f('uq_payment_request_project_id_number'))
    )
    with op.batch_alter_table('payment_request', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_payment_request_contract_id'), ['contract_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_payment_request_state'), ['state'], unique=False)
        batch_op.create_index('uq_payment_request_invoice', ['invoice_issuer', 'invoice_number'], unique=True, sqlite_where=sa.text("state <> 'returned'"), postgresql_where=sa.text("state <> 'returned'"))

    op.create_table('variation',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('project_id', sa.Integer(), nullable=False),
    sa.Column('contract_id', sa.Integer(), nullable=False),
    sa.Column('milestone_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('amount', sa.BigInteger(), nullable=False),
    sa.Column('days', sa.Integer(), nullable=False),
    sa.Column('scope', sa.Boolean(), nullable=False),
    sa.Column('council', sa.Boolean(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('proposed_by', sa.Integer(), nullable=False),
    sa.Column('proposed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('decided_by', sa.Integer(), nullable=True),
    sa.Column('decided_reason', sa.Text(), nullable=True),
    sa.Column('effective_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('state', sa.Text(), nullable=False),
    sa.Column('state_since', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['contract_id'], ['contract.id'], name=op.f('fk_variation_contract_id')),
    sa.ForeignKeyConstraint(['decided_by'], ['person.id'], name=op.f('fk_variation_decided_by')),
    sa.ForeignKeyConstraint(['milestone_id'], ['milestone.id'], name=op.f('fk_variation_milestone_id')),
    sa.ForeignKeyConstraint(['project_id'], ['project.id'], name=op.f('fk_variation_project_id')),
    sa.ForeignKeyConstraint(['proposed_by'], ['person.id'], name=op.f('fk_variation_proposed_by')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_variation')),
    sa.UniqueConstraint('project_id', 'number', name=op.f('uq_variation_project_id_number'))
    )
    with op.batch_alter_table('variation', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_variation_state'), ['state'], unique=False)
        batch_op.create_index('uq_variation_open', ['project_id'], unique=True, sqlite_where=sa.text("state IN ('proposed','moved','noticed')"), postgresql_where=sa.text("state IN ('proposed','moved','noticed')"))

    # ### end Alembic commands ###
    if op.get_context().dialect.name != "sqlite":
        for name, table, referred, columns, keys in LATER:
            op.create_foreign_key(name, table, referred, columns, keys)
    for statement in GUARDS[op.get_context().dialect.name]:
        op.execute(sa.text(statement.replace(":", "\\:")))


def downgrade() -> None:
    """Back from it."""
    for name, table in reversed(GUARDED):
        if op.get_context().dialect.name == "sqlite":
            op.execute(f"DROP TRIGGER {name}")
        else:
            op.execute(f"DROP TRIGGER {name} ON {table}")
            op.execute(f"DROP FUNCTION {name}()")
    if op.get_context().dialect.name != "sqlite":
        for name, table, *_ in LATER:
            op.drop_constraint(name, table, type_="foreignkey")
    # ### commands auto generated by Alembic - please adjust! ###
    with op.batch_alter_table('variation', schema=None) as batch_op:
        batch_op.drop_index('uq_variation_open', sqlite_where=sa.text("state IN ('proposed','moved','noticed')"), postgresql_where=sa.text("state IN ('proposed','moved','noticed')"))
        batch_op.drop_index(batch_op.f('ix_variation_state'))

    op.drop_table('variation')
    with op.batch_alter_table('payment_request', schema=None) as batch_op:
        batch_op.drop_index('uq_payment_request_invoice', sqlite_where=sa.text("state <> 'returned'"), postgresql_where=sa.text("state <> 'returned'"))
        batch_op.drop_index(batch_op.f('ix_payment_request_state'))
        batch_op.drop_index(batch_op.f('ix_payment_request_contract_id'))

    op.drop_table('payment_request')
    with op.batch_alter_table('milestone_check', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_milestone_check_milestone_id'))

    op.drop_table('milestone_check')
    with op.batch_alter_table('evidence', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_evidence_milestone_id'))

    op.drop_table('evidence')
    with op.batch_alter_table('milestone', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_milestone_state'))
        batch_op.drop_index(batch_op.f('ix_milestone_project_id'))

    op.drop_table('milestone')
    with op.batch_alter_table('contract', schema=None) as batch_op:
        batch_op.drop_index('uq_contract_in_force', sqlite_where=sa.text('ended_at IS NULL'), postgresql_where=sa.text('ended_at IS NULL'))

    op.drop_table('contract')
    with op.batch_alter_table('payment_hold', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_payment_hold_project_id'))

    op.drop_table('payment_hold')
    op.drop_table('finding_review')
    op.drop_table('finding_answer')
    with op.batch_alter_table('award', schema=None) as batch_op:
        batch_op.drop_index('uq_award_in_force', sqlite_where=sa.text('cancelled_at IS NULL'), postgresql_where=sa.text('cancelled_at IS NULL'))

    op.drop_table('award')
    with op.batch_alter_table('supervisor', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_supervisor_state'))
        batch_op.drop_index('ix_supervisor_person_id_state')

    op.drop_table('supervisor')
    op.drop_table('supervision_consent')
    op.drop_table('sealed_ballot')
    op.drop_table('quotation')
    with op.batch_alter_table('quorum_check', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_quorum_check_session_id'))

    op.drop_table('quorum_check')
    with op.batch_alter_table('objection_vote', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_objection_vote_objection_id'))

    op.drop_table('objection_vote')
    op.drop_table('objection_decision')
    op.drop_table('objection_appeal')
    op.drop_table('inspection_photo')
    op.drop_table('inspection_item')
    with op.batch_alter_table('finding', schema=None) as batch_op:
        batch_op.drop_index('ix_finding_state_due_at')
        batch_op.drop_index(batch_op.f('ix_finding_state'))
        batch_op.drop_index(batch_op.f('ix_finding_raised_by'))
        batch_op.drop_index('ix_finding_about_id_state')

    op.drop_table('finding')
    op.drop_table('evaluation_answer')
    op.drop_table('council_vote')
    op.drop_table('check_item')
    with op.batch_alter_table('termination', schema=None) as batch_op:
        batch_op.drop_index('uq_termination_open', sqlite_where=sa.text('closed_at IS NULL'), postgresql_where=sa.text('closed_at IS NULL'))

    op.drop_table('termination')
    op.drop_table('tally')
    with op.batch_alter_table('supervision', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_supervision_lot_due_at'))

    op.drop_table('supervision')
    op.drop_table('settlement')
    op.drop_table('roll_mark')
    with op.batch_alter_table('rerun', schema=None) as batch_op:
        batch_op.drop_index('ix_rerun_proposal_id')

    op.drop_table('rerun')
    op.drop_table('requirement_signature')
    op.drop_table('recusal')
    with op.batch_alter_table('project_wait', schema=None) as batch_op:
        batch_op.drop_index('uq_project_wait_open', sqlite_where=sa.text('met_at IS NULL'), postgresql_where=sa.text('met_at IS NULL'))
        batch_op.drop_index('ix_project_wait_project_id_met_at')
        batch_op.drop_index('ix_project_wait_met_at_due_at')

    op.drop_table('project_wait')
    op.drop_table('procurement')
    with op.batch_alter_table('posting_report', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_posting_report_notice_id'))

    op.drop_table('posting_report')
    with op.batch_alter_table('posting', schema=None) as batch_op:
        batch_op.drop_index('ix_posting_subject_id_id')
        batch_op.drop_index(batch_op.f('ix_posting_debit_id'))
        batch_op.drop_index(batch_op.f('ix_posting_credit_id'))

    op.drop_table('posting')
    with op.batch_alter_table('objection', schema=None) as batch_op:
        batch_op.drop_index('uq_objection_open_subject', sqlite_where=sa.text("state IN ('received', 'acknowledged', 'rejected') AND subject_id IS NOT NULL"), postgresql_where=sa.text("state IN ('received', 'acknowledged', 'rejected') AND subject_id IS NOT NULL"))
        batch_op.drop_index('uq_objection_open_procedure', sqlite_where=sa.text("state IN ('received', 'acknowledged', 'rejected') AND subject_id IS NULL"), postgresql_where=sa.text("state IN ('received', 'acknowledged', 'rejected') AND subject_id IS NULL"))
        batch_op.drop_index(batch_op.f('ix_objection_state'))
        batch_op.drop_index(batch_op.f('ix_objection_person_id'))
        batch_op.drop_index(batch_op.f('ix_objection_panel_lot_id'))
        batch_op.drop_index('ix_objection_notice_id_state')
        batch_op.drop_index(batch_op.f('ix_objection_handler_id'))
        batch_op.drop_index(batch_op.f('ix_objection_due_at'))

    op.drop_table('objection')
    with op.batch_alter_table('notice_subject', schema=None) as batch_op:
        batch_op.drop_index('ix_notice_subject_subject_id')
        batch_op.drop_index(batch_op.f('ix_notice_subject_released_at'))

    op.drop_table('notice_subject')
    with op.batch_alter_table('motion', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_motion_state'))
        batch_op.drop_index(batch_op.f('ix_motion_item_id'))

    op.drop_table('motion')
    with op.batch_alter_table('merge_part', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_merge_part_proposal_id'))

    op.drop_table('merge_part')
    op.drop_table('inspection')
    op.drop_table('evaluation')
    with op.batch_alter_table('disclosed_text', schema=None) as batch_op:
        batch_op.drop_index('ix_disclosed_text_proposal_id_kind')

    op.drop_table('disclosed_text')
    op.drop_table('answer')
    op.drop_table('allocation')
    op.drop_table('acceptance')
    with op.batch_alter_table('void_request', schema=None) as batch_op:
        batch_op.drop_index('ix_void_request_round_id')

    op.drop_table('void_request')
    op.drop_table('unmasking')
    op.drop_table('supervision_candidate')
    op.drop_table('second')
    op.drop_table('screening_appeal')
    op.drop_table('screening')
    op.drop_table('round_voter')
    with op.batch_alter_table('round_project', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_round_project_proposal_id'))

    op.drop_table('round_project')
    with op.batch_alter_table('requirement', schema=None) as batch_op:
        batch_op.drop_index('uq_requirement_open', sqlite_where=sa.text("state = 'open'"), postgresql_where=sa.text("state = 'open'"))
        batch_op.drop_index(batch_op.f('ix_requirement_state'))

    op.drop_table('requirement')
    with op.batch_alter_table('question', schema=None) as batch_op:
        batch_op.drop_index('ix_question_proposal_id_id')

    op.drop_table('question')
    op.drop_table('proposal_version')
    op.drop_table('proposal_draft')
    with op.batch_alter_table('project', schema=None) as batch_op:
        batch_op.drop_index('ix_project_state_id')
        batch_op.drop_index(batch_op.f('ix_project_state'))

    op.drop_table('project')
    op.drop_table('phase')
    with op.batch_alter_table('opinion', schema=None) as batch_op:
        batch_op.drop_index('ix_opinion_proposal_id_version')

    op.drop_table('opinion')
    with op.batch_alter_table('notice', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_notice_cycle_id'))

    op.drop_table('notice')
    op.drop_table('minutes_suggestion')
    op.drop_table('minutes_signer')
    op.drop_table('minutes_signature')
    op.drop_table('minutes')
    with op.batch_alter_table('merge_offer', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_merge_offer_survivor_id'))

    op.drop_table('merge_offer')
    op.drop_table('lot_place')
    with op.batch_alter_table('ledger_account', schema=None) as batch_op:
        batch_op.drop_index('ix_ledger_account_cycle_id_kind')

    op.drop_table('ledger_account')
    with op.batch_alter_table('decision', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_decision_proposal_id'))

    op.drop_table('decision')
    with op.batch_alter_table('comment', schema=None) as batch_op:
        batch_op.drop_index('ix_comment_proposal_id_id')

    op.drop_table('comment')
    op.drop_table('cast_vote_record')
    op.drop_table('ballot_condition')
    with op.batch_alter_table('attendance', schema=None) as batch_op:
        batch_op.drop_index('uq_attendance_here', sqlite_where=sa.text('left_at IS NULL'), postgresql_where=sa.text('left_at IS NULL'))
        batch_op.drop_index(batch_op.f('ix_attendance_session_id'))

    op.drop_table('attendance')
    op.drop_table('agenda_opinion')
    with op.batch_alter_table('agenda_item', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_agenda_item_subject_id'))
        batch_op.drop_index(batch_op.f('ix_agenda_item_state'))

    op.drop_table('agenda_item')
    with op.batch_alter_table('round', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_round_state'))

    op.drop_table('round')
    with op.batch_alter_table('proposal', schema=None) as batch_op:
        batch_op.drop_index('ix_proposal_state_id')
        batch_op.drop_index(batch_op.f('ix_proposal_state'))
        batch_op.drop_index(batch_op.f('ix_proposal_author_id'))

    op.drop_table('proposal')
    with op.batch_alter_table('lot', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_lot_subject_id'))

    op.drop_table('lot')
    with op.batch_alter_table('letter', schema=None) as batch_op:
        batch_op.drop_index('ix_letter_unread', sqlite_where=sa.text('read_at IS NULL'), postgresql_where=sa.text('read_at IS NULL'))
        batch_op.drop_index('ix_letter_person_id_id')

    op.drop_table('letter')
    with op.batch_alter_table('follow', schema=None) as batch_op:
        batch_op.drop_index('ix_follow_subject_id')

    op.drop_table('follow')
    with op.batch_alter_table('file', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_file_subject_id'))

    op.drop_table('file')
    with op.batch_alter_table('cycle', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_cycle_state'))

    op.drop_table('cycle')
    with op.batch_alter_table('council_session', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_council_session_state'))
        batch_op.drop_index('ix_council_session_starts_at')

    op.drop_table('council_session')
    with op.batch_alter_table('council_member', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_council_member_place_id'))
        batch_op.drop_index(batch_op.f('ix_council_member_person_id'))

    op.drop_table('council_member')
    op.drop_table('content_part')
    with op.batch_alter_table('subject', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_subject_place_id'))
        batch_op.drop_index('ix_subject_cycle_id_kind')

    op.drop_table('subject')
    with op.batch_alter_table('search_term', schema=None) as batch_op:
        batch_op.drop_index('ix_search_term_entry_id')

    op.drop_table('search_term')
    with op.batch_alter_table('roll_entry', schema=None) as batch_op:
        batch_op.drop_index('uq_roll_entry_person_in_force', sqlite_where=sa.text('removed_at IS NULL'), postgresql_where=sa.text('removed_at IS NULL'))
        batch_op.drop_index('ix_roll_entry_place_id_id')

    op.drop_table('roll_entry')
    with op.batch_alter_table('role_holding', schema=None) as batch_op:
        batch_op.drop_index('ix_role_holding_place_id_role')
        batch_op.drop_index(batch_op.f('ix_role_holding_person_id'))

    op.drop_table('role_holding')
    with op.batch_alter_table('person_secret', schema=None) as batch_op:
        batch_op.drop_index('ix_person_secret_kind_blind_index')

    op.drop_table('person_secret')
    op.drop_table('person_key')
    op.drop_table('log_node')
    with op.batch_alter_table('log_entry', schema=None) as batch_op:
        batch_op.drop_index('ix_log_entry_subject')
        batch_op.drop_index('ix_log_entry_path')
        batch_op.drop_index(batch_op.f('ix_log_entry_kind'))
        batch_op.drop_index(batch_op.f('ix_log_entry_content'))

    op.drop_table('log_entry')
    with op.batch_alter_table('journal', schema=None) as batch_op:
        batch_op.drop_index('ix_journal_subject_id_id')
        batch_op.drop_index(batch_op.f('ix_journal_at'))

    op.drop_table('journal')
    op.drop_table('contractor')
    op.drop_table('calendar_year')
    op.drop_table('calendar_day')
    op.drop_table('account')
    with op.batch_alter_table('sign_in_attempt', schema=None) as batch_op:
        batch_op.drop_index('ix_sign_in_attempt_key_at')

    op.drop_table('sign_in_attempt')
    op.drop_table('search_entry')
    with op.batch_alter_table('place', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_place_parent_id'))

    op.drop_table('place')
    op.drop_table('person')
    op.drop_table('log')
    op.drop_table('due_work')
    op.drop_table('calendar_version')
    # ### end Alembic commands ###
