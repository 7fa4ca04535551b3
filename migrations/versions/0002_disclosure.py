"""disclosure."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = '0001'
branch_labels = None
depends_on = None

GUARDS = {
    "sqlite": [
        "CREATE TRIGGER sheet_down_no_delete BEFORE DELETE ON sheet_down WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'sheet_down_no_delete refused'); END",
        "CREATE TRIGGER sheet_down_fixed BEFORE UPDATE ON sheet_down WHEN OLD.found IS NOT NULL OR NEW.report_id <> OLD.report_id OR NEW.what <> OLD.what OR NEW.told_by <> OLD.told_by OR NEW.told_at <> OLD.told_at BEGIN SELECT RAISE(ABORT, 'sheet_down_fixed refused'); END",
        "CREATE TRIGGER notice_extension_no_update BEFORE UPDATE ON notice_extension WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'notice_extension_no_update refused'); END",
        "CREATE TRIGGER notice_extension_no_delete BEFORE DELETE ON notice_extension WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'notice_extension_no_delete refused'); END",
        "CREATE TRIGGER notice_lengthens BEFORE UPDATE ON notice WHEN NEW.gate_unconfirmed_at < OLD.gate_unconfirmed_at OR (OLD.ends_at IS NOT NULL AND (NEW.ends_at IS NULL OR NEW.gate_confirmed_at IS NULL OR NEW.gate_unconfirmed_at IS NULL)) OR (NEW.ends_at <> OLD.ends_at AND NOT EXISTS (SELECT 1 FROM notice_extension e WHERE e.notice_id = NEW.id AND e.ended_at = OLD.ends_at AND e.ends_at = NEW.ends_at)) BEGIN SELECT RAISE(ABORT, 'notice_lengthens refused'); END",
        "CREATE TRIGGER log_checkpoint_no_update BEFORE UPDATE ON log_checkpoint WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'log_checkpoint_no_update refused'); END",
        "CREATE TRIGGER log_checkpoint_no_delete BEFORE DELETE ON log_checkpoint WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'log_checkpoint_no_delete refused'); END",
        "CREATE TRIGGER log_witness_no_update BEFORE UPDATE ON log_witness WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'log_witness_no_update refused'); END",
        "CREATE TRIGGER log_witness_no_delete BEFORE DELETE ON log_witness WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'log_witness_no_delete refused'); END",
        "CREATE TRIGGER log_cosignature_no_update BEFORE UPDATE ON log_cosignature WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'log_cosignature_no_update refused'); END",
        "CREATE TRIGGER log_cosignature_no_delete BEFORE DELETE ON log_cosignature WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'log_cosignature_no_delete refused'); END",
        "CREATE TRIGGER log_key_no_delete BEFORE DELETE ON log_key WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'log_key_no_delete refused'); END",
        "CREATE TRIGGER log_alarm_no_delete BEFORE DELETE ON log_alarm WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'log_alarm_no_delete refused'); END",
        "CREATE TRIGGER log_key_fixed BEFORE UPDATE ON log_key WHEN OLD.until_size IS NOT NULL OR NEW.log_id <> OLD.log_id OR NEW.number <> OLD.number OR NEW.public <> OLD.public OR NEW.from_size <> OLD.from_size OR NEW.from_at <> OLD.from_at BEGIN SELECT RAISE(ABORT, 'log_key_fixed refused'); END",
        "CREATE TRIGGER log_alarm_fixed BEFORE UPDATE ON log_alarm WHEN OLD.over_at IS NOT NULL OR NEW.log_id <> OLD.log_id OR NEW.at <> OLD.at OR NEW.what <> OLD.what BEGIN SELECT RAISE(ABORT, 'log_alarm_fixed refused'); END",
        "CREATE TRIGGER log_checkpoint_within BEFORE INSERT ON log_checkpoint WHEN NEW.size > (SELECT size FROM log WHERE id = NEW.log_id) BEGIN SELECT RAISE(ABORT, 'log_checkpoint_within refused'); END",
        "CREATE TRIGGER log_checkpoint_forward BEFORE INSERT ON log_checkpoint WHEN EXISTS (SELECT 1 FROM log_checkpoint c WHERE c.log_id = NEW.log_id AND c.size >= NEW.size) BEGIN SELECT RAISE(ABORT, 'log_checkpoint_forward refused'); END",
        "CREATE TRIGGER log_succeeded BEFORE UPDATE ON log WHEN EXISTS (SELECT 1 FROM log l WHERE l.id > OLD.id) BEGIN SELECT RAISE(ABORT, 'log_succeeded refused'); END",
        "CREATE TRIGGER notice_sheet_no_delete BEFORE DELETE ON notice_sheet WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'notice_sheet_no_delete refused'); END",
        "CREATE TRIGGER notice_sheet_fixed BEFORE UPDATE ON notice_sheet WHEN NEW.pdf IS NOT NULL OR NEW.sha256 <> OLD.sha256 OR NEW.notice_id <> OLD.notice_id OR NEW.form <> OLD.form OR NEW.log_size <> OLD.log_size OR NEW.log_root <> OLD.log_root OR NEW.made_at <> OLD.made_at BEGIN SELECT RAISE(ABORT, 'notice_sheet_fixed refused'); END",
        "CREATE TRIGGER heartbeat_no_delete BEFORE DELETE ON heartbeat WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'heartbeat_no_delete refused'); END",
        "CREATE TRIGGER outage_no_delete BEFORE DELETE ON outage WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'outage_no_delete refused'); END",
        "CREATE TRIGGER outage_one BEFORE INSERT ON outage WHEN NEW.ends_at IS NULL AND EXISTS (SELECT 1 FROM outage o WHERE o.ends_at IS NULL) BEGIN SELECT RAISE(ABORT, 'outage_one refused'); END",
        "CREATE TRIGGER heartbeat_forward BEFORE UPDATE ON heartbeat WHEN NEW.seen_at < OLD.seen_at OR NEW.since <> OLD.since OR NEW.part <> OLD.part BEGIN SELECT RAISE(ABORT, 'heartbeat_forward refused'); END",
        "CREATE TRIGGER outage_fixed BEFORE UPDATE ON outage WHEN OLD.ends_at IS NOT NULL OR NEW.starts_at <> OLD.starts_at OR NEW.found_at <> OLD.found_at BEGIN SELECT RAISE(ABORT, 'outage_fixed refused'); END",
        "CREATE TRIGGER redaction_no_delete BEFORE DELETE ON redaction WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'redaction_no_delete refused'); END",
        "CREATE TRIGGER redaction_part_no_delete BEFORE DELETE ON redaction_part WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'redaction_part_no_delete refused'); END",
        "CREATE TRIGGER redaction_appeal_no_delete BEFORE DELETE ON redaction_appeal WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'redaction_appeal_no_delete refused'); END",
        "CREATE TRIGGER redaction_steps BEFORE UPDATE OF state ON redaction WHEN NEW.state <> OLD.state AND (OLD.state || '>' || NEW.state) NOT IN ('hidden>destroyed', 'hidden>restored', 'requested>declined', 'requested>hidden') BEGIN SELECT RAISE(ABORT, 'redaction_steps refused'); END",
        "CREATE TRIGGER redaction_start BEFORE INSERT ON redaction WHEN NEW.state <> 'requested' BEGIN SELECT RAISE(ABORT, 'redaction_start refused'); END",
        'CREATE TRIGGER redaction_fixed BEFORE UPDATE ON redaction WHEN NEW.log_id <> OLD.log_id OR NEW."index" <> OLD."index" OR NEW.ground <> OLD.ground OR NEW.reference <> OLD.reference OR NEW.requested_by <> OLD.requested_by OR NEW.office <> OLD.office OR NEW.confirmed_by <> OLD.confirmed_by OR NEW.appeal_until < OLD.appeal_until BEGIN SELECT RAISE(ABORT, \'redaction_fixed refused\'); END',
        "CREATE TRIGGER redaction_part_sealed BEFORE UPDATE ON redaction_part WHEN NEW.name <> OLD.name OR (OLD.body IS NOT NULL AND NEW.body IS NOT NULL AND (NEW.body <> OLD.body OR NEW.salt <> OLD.salt)) BEGIN SELECT RAISE(ABORT, 'redaction_part_sealed refused'); END",
        "CREATE TRIGGER redaction_appeal_decided_once BEFORE UPDATE ON redaction_appeal WHEN OLD.decided_at IS NOT NULL OR NEW.text <> OLD.text OR NEW.person_id <> OLD.person_id BEGIN SELECT RAISE(ABORT, 'redaction_appeal_decided_once refused'); END",
        "CREATE TRIGGER audit_steps BEFORE UPDATE OF state ON audit WHEN NEW.state <> OLD.state AND (OLD.state || '>' || NEW.state) NOT IN ('hearing>open', 'hearing>reported', 'open>ended', 'open>hearing') BEGIN SELECT RAISE(ABORT, 'audit_steps refused'); END",
        "CREATE TRIGGER audit_start BEFORE INSERT ON audit WHEN NEW.state <> 'open' BEGIN SELECT RAISE(ABORT, 'audit_start refused'); END",
        "CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'audit_no_delete refused'); END",
        "CREATE TRIGGER audit_follow_up_no_delete BEFORE DELETE ON audit_follow_up WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'audit_follow_up_no_delete refused'); END",
        "CREATE TRIGGER audit_response_no_update BEFORE UPDATE ON audit_response WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'audit_response_no_update refused'); END",
        "CREATE TRIGGER audit_response_no_delete BEFORE DELETE ON audit_response WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'audit_response_no_delete refused'); END",
        "CREATE TRIGGER audit_sample_no_update BEFORE UPDATE ON audit_sample WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'audit_sample_no_update refused'); END",
        "CREATE TRIGGER audit_sample_no_delete BEFORE DELETE ON audit_sample WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'audit_sample_no_delete refused'); END",
        "CREATE TRIGGER audit_item_no_update BEFORE UPDATE ON audit_item WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'audit_item_no_update refused'); END",
        "CREATE TRIGGER audit_item_no_delete BEFORE DELETE ON audit_item WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'audit_item_no_delete refused'); END",
        "CREATE TRIGGER audit_paper_no_update BEFORE UPDATE ON audit_paper WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'audit_paper_no_update refused'); END",
        "CREATE TRIGGER audit_paper_no_delete BEFORE DELETE ON audit_paper WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'audit_paper_no_delete refused'); END",
        "CREATE TRIGGER audit_finding_no_update BEFORE UPDATE ON audit_finding WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'audit_finding_no_update refused'); END",
        "CREATE TRIGGER audit_finding_no_delete BEFORE DELETE ON audit_finding WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'audit_finding_no_delete refused'); END",
        "CREATE TRIGGER audit_fixed BEFORE UPDATE ON audit WHEN NEW.since_on <> OLD.since_on OR NEW.until_on <> OLD.until_on OR NEW.questions <> OLD.questions OR NEW.title <> OLD.title OR NEW.opened_by <> OLD.opened_by OR NEW.ends_at < OLD.ends_at OR (OLD.report IS NOT NULL AND NEW.report <> OLD.report) BEGIN SELECT RAISE(ABORT, 'audit_fixed refused'); END",
        "CREATE TRIGGER unmasking_in_term BEFORE INSERT ON unmasking WHEN NOT EXISTS (SELECT 1 FROM audit a JOIN subject s ON s.id = a.id WHERE a.id = NEW.audit_id AND NEW.at < a.ends_at AND a.state IN ('open', 'hearing') AND substr(NEW.path, 1, length(s.path)) = s.path) BEGIN SELECT RAISE(ABORT, 'unmasking_in_term refused'); END",
        "CREATE TRIGGER audit_follow_up_once BEFORE UPDATE ON audit_follow_up WHEN OLD.done_at IS NOT NULL OR NEW.finding_id <> OLD.finding_id OR NEW.due_on <> OLD.due_on BEGIN SELECT RAISE(ABORT, 'audit_follow_up_once refused'); END",
        "CREATE TRIGGER audit_sample_open BEFORE INSERT ON audit_sample WHEN NOT EXISTS (SELECT 1 FROM audit a WHERE a.id = NEW.audit_id AND a.state = 'open') BEGIN SELECT RAISE(ABORT, 'audit_sample_open refused'); END",
        "CREATE TRIGGER audit_paper_open BEFORE INSERT ON audit_paper WHEN NOT EXISTS (SELECT 1 FROM audit a WHERE a.id = NEW.audit_id AND a.state = 'open') BEGIN SELECT RAISE(ABORT, 'audit_paper_open refused'); END",
        'CREATE TRIGGER content_part_fixed BEFORE UPDATE ON content_part WHEN NEW.log_id <> OLD.log_id OR NEW."index" <> OLD."index" OR NEW.name <> OLD.name OR NEW.media <> OLD.media OR ((NEW.body IS NOT NULL OR NEW.salt IS NOT NULL) AND (NEW.body IS NULL OR NEW.salt IS NULL OR ((OLD.body IS NULL OR OLD.salt IS NULL OR NEW.body <> OLD.body OR NEW.salt <> OLD.salt) AND NOT EXISTS (SELECT 1 FROM redaction_part AS sealed WHERE sealed.log_id = NEW.log_id AND sealed."index" = NEW."index" AND sealed.name = NEW.name AND sealed.body = NEW.body AND sealed.salt = NEW.salt AND OLD.body IS NULL)))) BEGIN SELECT RAISE(ABORT, \'content_part_fixed refused\'); END',
        'CREATE TRIGGER log_entry_no_update BEFORE UPDATE ON log_entry WHEN NEW.log_id <> OLD.log_id OR NEW."index" <> OLD."index" OR NEW.entry <> OLD.entry OR NEW.leaf <> OLD.leaf OR NEW.manifest <> OLD.manifest OR NEW.content <> OLD.content OR NEW.kind <> OLD.kind OR NEW.issued_at <> OLD.issued_at OR NEW.place_id <> OLD.place_id OR NEW.path <> OLD.path OR NEW.sentence <> OLD.sentence OR COALESCE(NEW.supersedes, -1) <> COALESCE(OLD.supersedes, -1) OR COALESCE(NEW.subject_kind, \'\') <> COALESCE(OLD.subject_kind, \'\') OR COALESCE(NEW.subject_id, -1) <> COALESCE(OLD.subject_id, -1) OR COALESCE(NEW.subject_code, \'\') <> COALESCE(OLD.subject_code, \'\') OR NOT EXISTS (SELECT 1 FROM content_part AS part WHERE part.log_id = NEW.log_id AND part."index" = NEW."index" AND part.name = \'text\' AND part.body IS NULL) BEGIN SELECT RAISE(ABORT, \'log_entry_no_update refused\'); END',
    ],
    "postgresql": [
        "CREATE FUNCTION sheet_down_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'sheet_down_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER sheet_down_no_delete BEFORE DELETE ON sheet_down FOR EACH ROW EXECUTE FUNCTION sheet_down_no_delete()',
        "CREATE FUNCTION sheet_down_fixed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF OLD.found IS NOT NULL OR NEW.report_id <> OLD.report_id OR NEW.what <> OLD.what OR NEW.told_by <> OLD.told_by OR NEW.told_at <> OLD.told_at THEN RAISE EXCEPTION 'sheet_down_fixed refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER sheet_down_fixed BEFORE UPDATE ON sheet_down FOR EACH ROW EXECUTE FUNCTION sheet_down_fixed()',
        "CREATE FUNCTION notice_extension_no_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'notice_extension_no_update refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER notice_extension_no_update BEFORE UPDATE ON notice_extension FOR EACH ROW EXECUTE FUNCTION notice_extension_no_update()',
        "CREATE FUNCTION notice_extension_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'notice_extension_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER notice_extension_no_delete BEFORE DELETE ON notice_extension FOR EACH ROW EXECUTE FUNCTION notice_extension_no_delete()',
        "CREATE FUNCTION notice_lengthens() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.gate_unconfirmed_at < OLD.gate_unconfirmed_at OR (OLD.ends_at IS NOT NULL AND (NEW.ends_at IS NULL OR NEW.gate_confirmed_at IS NULL OR NEW.gate_unconfirmed_at IS NULL)) OR (NEW.ends_at <> OLD.ends_at AND NOT EXISTS (SELECT 1 FROM notice_extension e WHERE e.notice_id = NEW.id AND e.ended_at = OLD.ends_at AND e.ends_at = NEW.ends_at)) THEN RAISE EXCEPTION 'notice_lengthens refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER notice_lengthens BEFORE UPDATE ON notice FOR EACH ROW EXECUTE FUNCTION notice_lengthens()',
        "CREATE FUNCTION log_checkpoint_no_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'log_checkpoint_no_update refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER log_checkpoint_no_update BEFORE UPDATE ON log_checkpoint FOR EACH ROW EXECUTE FUNCTION log_checkpoint_no_update()',
        "CREATE FUNCTION log_checkpoint_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'log_checkpoint_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER log_checkpoint_no_delete BEFORE DELETE ON log_checkpoint FOR EACH ROW EXECUTE FUNCTION log_checkpoint_no_delete()',
        "CREATE FUNCTION log_witness_no_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'log_witness_no_update refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER log_witness_no_update BEFORE UPDATE ON log_witness FOR EACH ROW EXECUTE FUNCTION log_witness_no_update()',
        "CREATE FUNCTION log_witness_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'log_witness_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER log_witness_no_delete BEFORE DELETE ON log_witness FOR EACH ROW EXECUTE FUNCTION log_witness_no_delete()',
        "CREATE FUNCTION log_cosignature_no_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'log_cosignature_no_update refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER log_cosignature_no_update BEFORE UPDATE ON log_cosignature FOR EACH ROW EXECUTE FUNCTION log_cosignature_no_update()',
        "CREATE FUNCTION log_cosignature_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'log_cosignature_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER log_cosignature_no_delete BEFORE DELETE ON log_cosignature FOR EACH ROW EXECUTE FUNCTION log_cosignature_no_delete()',
        "CREATE FUNCTION log_key_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'log_key_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER log_key_no_delete BEFORE DELETE ON log_key FOR EACH ROW EXECUTE FUNCTION log_key_no_delete()',
        "CREATE FUNCTION log_alarm_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'log_alarm_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER log_alarm_no_delete BEFORE DELETE ON log_alarm FOR EACH ROW EXECUTE FUNCTION log_alarm_no_delete()',
        "CREATE FUNCTION log_key_fixed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF OLD.until_size IS NOT NULL OR NEW.log_id <> OLD.log_id OR NEW.number <> OLD.number OR NEW.public <> OLD.public OR NEW.from_size <> OLD.from_size OR NEW.from_at <> OLD.from_at THEN RAISE EXCEPTION 'log_key_fixed refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER log_key_fixed BEFORE UPDATE ON log_key FOR EACH ROW EXECUTE FUNCTION log_key_fixed()',
        "CREATE FUNCTION log_alarm_fixed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF OLD.over_at IS NOT NULL OR NEW.log_id <> OLD.log_id OR NEW.at <> OLD.at OR NEW.what <> OLD.what THEN RAISE EXCEPTION 'log_alarm_fixed refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER log_alarm_fixed BEFORE UPDATE ON log_alarm FOR EACH ROW EXECUTE FUNCTION log_alarm_fixed()',
        "CREATE FUNCTION log_checkpoint_within() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.size > (SELECT size FROM log WHERE id = NEW.log_id) THEN RAISE EXCEPTION 'log_checkpoint_within refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER log_checkpoint_within BEFORE INSERT ON log_checkpoint FOR EACH ROW EXECUTE FUNCTION log_checkpoint_within()',
        "CREATE FUNCTION log_checkpoint_forward() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF EXISTS (SELECT 1 FROM log_checkpoint c WHERE c.log_id = NEW.log_id AND c.size >= NEW.size) THEN RAISE EXCEPTION 'log_checkpoint_forward refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER log_checkpoint_forward BEFORE INSERT ON log_checkpoint FOR EACH ROW EXECUTE FUNCTION log_checkpoint_forward()',
        "CREATE FUNCTION log_succeeded() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF EXISTS (SELECT 1 FROM log l WHERE l.id > OLD.id) THEN RAISE EXCEPTION 'log_succeeded refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER log_succeeded BEFORE UPDATE ON log FOR EACH ROW EXECUTE FUNCTION log_succeeded()',
        "CREATE FUNCTION notice_sheet_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'notice_sheet_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER notice_sheet_no_delete BEFORE DELETE ON notice_sheet FOR EACH ROW EXECUTE FUNCTION notice_sheet_no_delete()',
        "CREATE FUNCTION notice_sheet_fixed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.pdf IS NOT NULL OR NEW.sha256 <> OLD.sha256 OR NEW.notice_id <> OLD.notice_id OR NEW.form <> OLD.form OR NEW.log_size <> OLD.log_size OR NEW.log_root <> OLD.log_root OR NEW.made_at <> OLD.made_at THEN RAISE EXCEPTION 'notice_sheet_fixed refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER notice_sheet_fixed BEFORE UPDATE ON notice_sheet FOR EACH ROW EXECUTE FUNCTION notice_sheet_fixed()',
        "CREATE FUNCTION heartbeat_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'heartbeat_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER heartbeat_no_delete BEFORE DELETE ON heartbeat FOR EACH ROW EXECUTE FUNCTION heartbeat_no_delete()',
        "CREATE FUNCTION outage_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'outage_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER outage_no_delete BEFORE DELETE ON outage FOR EACH ROW EXECUTE FUNCTION outage_no_delete()',
        "CREATE FUNCTION outage_one() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.ends_at IS NULL AND EXISTS (SELECT 1 FROM outage o WHERE o.ends_at IS NULL) THEN RAISE EXCEPTION 'outage_one refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER outage_one BEFORE INSERT ON outage FOR EACH ROW EXECUTE FUNCTION outage_one()',
        "CREATE FUNCTION heartbeat_forward() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.seen_at < OLD.seen_at OR NEW.since <> OLD.since OR NEW.part <> OLD.part THEN RAISE EXCEPTION 'heartbeat_forward refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER heartbeat_forward BEFORE UPDATE ON heartbeat FOR EACH ROW EXECUTE FUNCTION heartbeat_forward()',
        "CREATE FUNCTION outage_fixed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF OLD.ends_at IS NOT NULL OR NEW.starts_at <> OLD.starts_at OR NEW.found_at <> OLD.found_at THEN RAISE EXCEPTION 'outage_fixed refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER outage_fixed BEFORE UPDATE ON outage FOR EACH ROW EXECUTE FUNCTION outage_fixed()',
        "CREATE FUNCTION redaction_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'redaction_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER redaction_no_delete BEFORE DELETE ON redaction FOR EACH ROW EXECUTE FUNCTION redaction_no_delete()',
        "CREATE FUNCTION redaction_part_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'redaction_part_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER redaction_part_no_delete BEFORE DELETE ON redaction_part FOR EACH ROW EXECUTE FUNCTION redaction_part_no_delete()',
        "CREATE FUNCTION redaction_appeal_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'redaction_appeal_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER redaction_appeal_no_delete BEFORE DELETE ON redaction_appeal FOR EACH ROW EXECUTE FUNCTION redaction_appeal_no_delete()',
        "CREATE FUNCTION redaction_steps() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.state <> OLD.state AND (OLD.state || '>' || NEW.state) NOT IN ('hidden>destroyed', 'hidden>restored', 'requested>declined', 'requested>hidden') THEN RAISE EXCEPTION 'redaction_steps refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER redaction_steps BEFORE UPDATE OF state ON redaction FOR EACH ROW EXECUTE FUNCTION redaction_steps()',
        "CREATE FUNCTION redaction_start() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.state <> 'requested' THEN RAISE EXCEPTION 'redaction_start refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER redaction_start BEFORE INSERT ON redaction FOR EACH ROW EXECUTE FUNCTION redaction_start()',
        'CREATE FUNCTION redaction_fixed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.log_id <> OLD.log_id OR NEW."index" <> OLD."index" OR NEW.ground <> OLD.ground OR NEW.reference <> OLD.reference OR NEW.requested_by <> OLD.requested_by OR NEW.office <> OLD.office OR NEW.confirmed_by <> OLD.confirmed_by OR NEW.appeal_until < OLD.appeal_until THEN RAISE EXCEPTION \'redaction_fixed refused\'; END IF; RETURN NEW; END $$',
        'CREATE TRIGGER redaction_fixed BEFORE UPDATE ON redaction FOR EACH ROW EXECUTE FUNCTION redaction_fixed()',
        "CREATE FUNCTION redaction_part_sealed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.name <> OLD.name OR (OLD.body IS NOT NULL AND NEW.body IS NOT NULL AND (NEW.body <> OLD.body OR NEW.salt <> OLD.salt)) THEN RAISE EXCEPTION 'redaction_part_sealed refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER redaction_part_sealed BEFORE UPDATE ON redaction_part FOR EACH ROW EXECUTE FUNCTION redaction_part_sealed()',
        "CREATE FUNCTION redaction_appeal_decided_once() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF OLD.decided_at IS NOT NULL OR NEW.text <> OLD.text OR NEW.person_id <> OLD.person_id THEN RAISE EXCEPTION 'redaction_appeal_decided_once refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER redaction_appeal_decided_once BEFORE UPDATE ON redaction_appeal FOR EACH ROW EXECUTE FUNCTION redaction_appeal_decided_once()',
        "CREATE FUNCTION audit_steps() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.state <> OLD.state AND (OLD.state || '>' || NEW.state) NOT IN ('hearing>open', 'hearing>reported', 'open>ended', 'open>hearing') THEN RAISE EXCEPTION 'audit_steps refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER audit_steps BEFORE UPDATE OF state ON audit FOR EACH ROW EXECUTE FUNCTION audit_steps()',
        "CREATE FUNCTION audit_start() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.state <> 'open' THEN RAISE EXCEPTION 'audit_start refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER audit_start BEFORE INSERT ON audit FOR EACH ROW EXECUTE FUNCTION audit_start()',
        "CREATE FUNCTION audit_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'audit_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit FOR EACH ROW EXECUTE FUNCTION audit_no_delete()',
        "CREATE FUNCTION audit_follow_up_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'audit_follow_up_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER audit_follow_up_no_delete BEFORE DELETE ON audit_follow_up FOR EACH ROW EXECUTE FUNCTION audit_follow_up_no_delete()',
        "CREATE FUNCTION audit_response_no_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'audit_response_no_update refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER audit_response_no_update BEFORE UPDATE ON audit_response FOR EACH ROW EXECUTE FUNCTION audit_response_no_update()',
        "CREATE FUNCTION audit_response_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'audit_response_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER audit_response_no_delete BEFORE DELETE ON audit_response FOR EACH ROW EXECUTE FUNCTION audit_response_no_delete()',
        "CREATE FUNCTION audit_sample_no_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'audit_sample_no_update refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER audit_sample_no_update BEFORE UPDATE ON audit_sample FOR EACH ROW EXECUTE FUNCTION audit_sample_no_update()',
        "CREATE FUNCTION audit_sample_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'audit_sample_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER audit_sample_no_delete BEFORE DELETE ON audit_sample FOR EACH ROW EXECUTE FUNCTION audit_sample_no_delete()',
        "CREATE FUNCTION audit_item_no_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'audit_item_no_update refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER audit_item_no_update BEFORE UPDATE ON audit_item FOR EACH ROW EXECUTE FUNCTION audit_item_no_update()',
        "CREATE FUNCTION audit_item_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'audit_item_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER audit_item_no_delete BEFORE DELETE ON audit_item FOR EACH ROW EXECUTE FUNCTION audit_item_no_delete()',
        "CREATE FUNCTION audit_paper_no_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'audit_paper_no_update refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER audit_paper_no_update BEFORE UPDATE ON audit_paper FOR EACH ROW EXECUTE FUNCTION audit_paper_no_update()',
        "CREATE FUNCTION audit_paper_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'audit_paper_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER audit_paper_no_delete BEFORE DELETE ON audit_paper FOR EACH ROW EXECUTE FUNCTION audit_paper_no_delete()',
        "CREATE FUNCTION audit_finding_no_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'audit_finding_no_update refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER audit_finding_no_update BEFORE UPDATE ON audit_finding FOR EACH ROW EXECUTE FUNCTION audit_finding_no_update()',
        "CREATE FUNCTION audit_finding_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'audit_finding_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER audit_finding_no_delete BEFORE DELETE ON audit_finding FOR EACH ROW EXECUTE FUNCTION audit_finding_no_delete()',
        "CREATE FUNCTION audit_fixed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.since_on <> OLD.since_on OR NEW.until_on <> OLD.until_on OR NEW.questions <> OLD.questions OR NEW.title <> OLD.title OR NEW.opened_by <> OLD.opened_by OR NEW.ends_at < OLD.ends_at OR (OLD.report IS NOT NULL AND NEW.report <> OLD.report) THEN RAISE EXCEPTION 'audit_fixed refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER audit_fixed BEFORE UPDATE ON audit FOR EACH ROW EXECUTE FUNCTION audit_fixed()',
        "CREATE FUNCTION unmasking_in_term() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NOT EXISTS (SELECT 1 FROM audit a JOIN subject s ON s.id = a.id WHERE a.id = NEW.audit_id AND NEW.at < a.ends_at AND a.state IN ('open', 'hearing') AND substr(NEW.path, 1, length(s.path)) = s.path) THEN RAISE EXCEPTION 'unmasking_in_term refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER unmasking_in_term BEFORE INSERT ON unmasking FOR EACH ROW EXECUTE FUNCTION unmasking_in_term()',
        "CREATE FUNCTION audit_follow_up_once() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF OLD.done_at IS NOT NULL OR NEW.finding_id <> OLD.finding_id OR NEW.due_on <> OLD.due_on THEN RAISE EXCEPTION 'audit_follow_up_once refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER audit_follow_up_once BEFORE UPDATE ON audit_follow_up FOR EACH ROW EXECUTE FUNCTION audit_follow_up_once()',
        "CREATE FUNCTION audit_sample_open() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NOT EXISTS (SELECT 1 FROM audit a WHERE a.id = NEW.audit_id AND a.state = 'open') THEN RAISE EXCEPTION 'audit_sample_open refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER audit_sample_open BEFORE INSERT ON audit_sample FOR EACH ROW EXECUTE FUNCTION audit_sample_open()',
        "CREATE FUNCTION audit_paper_open() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NOT EXISTS (SELECT 1 FROM audit a WHERE a.id = NEW.audit_id AND a.state = 'open') THEN RAISE EXCEPTION 'audit_paper_open refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER audit_paper_open BEFORE INSERT ON audit_paper FOR EACH ROW EXECUTE FUNCTION audit_paper_open()',
        'CREATE FUNCTION content_part_fixed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.log_id <> OLD.log_id OR NEW."index" <> OLD."index" OR NEW.name <> OLD.name OR NEW.media <> OLD.media OR ((NEW.body IS NOT NULL OR NEW.salt IS NOT NULL) AND (NEW.body IS NULL OR NEW.salt IS NULL OR ((OLD.body IS NULL OR OLD.salt IS NULL OR NEW.body <> OLD.body OR NEW.salt <> OLD.salt) AND NOT EXISTS (SELECT 1 FROM redaction_part AS sealed WHERE sealed.log_id = NEW.log_id AND sealed."index" = NEW."index" AND sealed.name = NEW.name AND sealed.body = NEW.body AND sealed.salt = NEW.salt AND OLD.body IS NULL)))) THEN RAISE EXCEPTION \'content_part_fixed refused\'; END IF; RETURN NEW; END $$',
        'CREATE TRIGGER content_part_fixed BEFORE UPDATE ON content_part FOR EACH ROW EXECUTE FUNCTION content_part_fixed()',
        'CREATE FUNCTION log_entry_no_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.log_id <> OLD.log_id OR NEW."index" <> OLD."index" OR NEW.entry <> OLD.entry OR NEW.leaf <> OLD.leaf OR NEW.manifest <> OLD.manifest OR NEW.content <> OLD.content OR NEW.kind <> OLD.kind OR NEW.issued_at <> OLD.issued_at OR NEW.place_id <> OLD.place_id OR NEW.path <> OLD.path OR NEW.sentence <> OLD.sentence OR COALESCE(NEW.supersedes, -1) <> COALESCE(OLD.supersedes, -1) OR COALESCE(NEW.subject_kind, \'\') <> COALESCE(OLD.subject_kind, \'\') OR COALESCE(NEW.subject_id, -1) <> COALESCE(OLD.subject_id, -1) OR COALESCE(NEW.subject_code, \'\') <> COALESCE(OLD.subject_code, \'\') OR NOT EXISTS (SELECT 1 FROM content_part AS part WHERE part.log_id = NEW.log_id AND part."index" = NEW."index" AND part.name = \'text\' AND part.body IS NULL) THEN RAISE EXCEPTION \'log_entry_no_update refused\'; END IF; RETURN NEW; END $$',
        'CREATE TRIGGER log_entry_no_update BEFORE UPDATE ON log_entry FOR EACH ROW EXECUTE FUNCTION log_entry_no_update()',
    ],
}
GUARDED = [
    ("sheet_down_no_delete", "sheet_down"),
    ("sheet_down_fixed", "sheet_down"),
    ("notice_extension_no_update", "notice_extension"),
    ("notice_extension_no_delete", "notice_extension"),
    ("notice_lengthens", "notice"),
    ("log_checkpoint_no_update", "log_checkpoint"),
    ("log_checkpoint_no_delete", "log_checkpoint"),
    ("log_witness_no_update", "log_witness"),
    ("log_witness_no_delete", "log_witness"),
    ("log_cosignature_no_update", "log_cosignature"),
    ("log_cosignature_no_delete", "log_cosignature"),
    ("log_key_no_delete", "log_key"),
    ("log_alarm_no_delete", "log_alarm"),
    ("log_key_fixed", "log_key"),
    ("log_alarm_fixed", "log_alarm"),
    ("log_checkpoint_within", "log_checkpoint"),
    ("log_checkpoint_forward", "log_checkpoint"),
    ("log_succeeded", "log"),
    ("notice_sheet_no_delete", "notice_sheet"),
    ("notice_sheet_fixed", "notice_sheet"),
    ("heartbeat_no_delete", "heartbeat"),
    ("outage_no_delete", "outage"),
    ("outage_one", "outage"),
    ("heartbeat_forward", "heartbeat"),
    ("outage_fixed", "outage"),
    ("redaction_no_delete", "redaction"),
    ("redaction_part_no_delete", "redaction_part"),
    ("redaction_appeal_no_delete", "redaction_appeal"),
    ("redaction_steps", "redaction"),
    ("redaction_start", "redaction"),
    ("redaction_fixed", "redaction"),
    ("redaction_part_sealed", "redaction_part"),
    ("redaction_appeal_decided_once", "redaction_appeal"),
    ("audit_steps", "audit"),
    ("audit_start", "audit"),
    ("audit_no_delete", "audit"),
    ("audit_follow_up_no_delete", "audit_follow_up"),
    ("audit_response_no_update", "audit_response"),
    ("audit_response_no_delete", "audit_response"),
    ("audit_sample_no_update", "audit_sample"),
    ("audit_sample_no_delete", "audit_sample"),
    ("audit_item_no_update", "audit_item"),
    ("audit_item_no_delete", "audit_item"),
    ("audit_paper_no_update", "audit_paper"),
    ("audit_paper_no_delete", "audit_paper"),
    ("audit_finding_no_update", "audit_finding"),
    ("audit_finding_no_delete", "audit_finding"),
    ("audit_fixed", "audit"),
    ("unmasking_in_term", "unmasking"),
    ("audit_follow_up_once", "audit_follow_up"),
    ("audit_sample_open", "audit_sample"),
    ("audit_paper_open", "audit_paper"),
]
REPLACED = [
    ("content_part_fixed", "content_part"),
    ("log_entry_no_update", "log_entry"),
]
BEFORE = {
    "sqlite": [
        "CREATE TRIGGER content_part_fixed BEFORE UPDATE ON content_part WHEN (NEW.body IS NOT NULL OR NEW.salt IS NOT NULL) AND (NEW.body IS NULL OR NEW.salt IS NULL OR OLD.body IS NULL OR OLD.salt IS NULL OR NEW.body <> OLD.body OR NEW.salt <> OLD.salt) BEGIN SELECT RAISE(ABORT, 'content_part_fixed refused'); END",
        "CREATE TRIGGER log_entry_no_update BEFORE UPDATE ON log_entry WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'log_entry_no_update refused'); END",
    ],
    "postgresql": [
        "CREATE FUNCTION content_part_fixed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF (NEW.body IS NOT NULL OR NEW.salt IS NOT NULL) AND (NEW.body IS NULL OR NEW.salt IS NULL OR OLD.body IS NULL OR OLD.salt IS NULL OR NEW.body <> OLD.body OR NEW.salt <> OLD.salt) THEN RAISE EXCEPTION 'content_part_fixed refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER content_part_fixed BEFORE UPDATE ON content_part FOR EACH ROW EXECUTE FUNCTION content_part_fixed()',
        "CREATE FUNCTION log_entry_no_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'log_entry_no_update refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER log_entry_no_update BEFORE UPDATE ON log_entry FOR EACH ROW EXECUTE FUNCTION log_entry_no_update()',
    ],
}
LATER: list[tuple[str, str, str, list[str], list[str]]] = [

]


def upgrade() -> None:
    """To this revision."""
    drop(REPLACED)
    # ### commands auto generated by Alembic - please adjust! ###
    op.create_table('heartbeat',
    sa.Column('part', sa.Text(), nullable=False),
    sa.Column('since', sa.DateTime(timezone=True), nullable=False),
    sa.Column('seen_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("part IN ('clock','pages')", name=op.f('ck_heartbeat_part')),
    sa.PrimaryKeyConstraint('part', name=op.f('pk_heartbeat'))
    )
    op.create_table('log_witness',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('public', sa.LargeBinary(), nullable=False),
    sa.Column('named_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('length(public) = 32', name=op.f('ck_log_witness_public')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_log_witness')),
    sa.UniqueConstraint('name', name=op.f('uq_log_witness_name')),
    sa.UniqueConstraint('public', name=op.f('uq_log_witness_public'))
    )
    op.create_table('outage',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('starts_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ends_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('seconds', sa.Integer(), nullable=True),
    sa.Column('cause', sa.Text(), nullable=False),
    sa.Column('found_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("cause IN ('all','pages')", name=op.f('ck_outage_cause')),
    sa.CheckConstraint('(ends_at IS NULL) = (seconds IS NULL)', name=op.f('ck_outage_lasted')),
    sa.CheckConstraint('ends_at IS NULL OR ends_at > starts_at', name=op.f('ck_outage_order')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_outage'))
    )
    with op.batch_alter_table('outage', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_outage_ends_at'), ['ends_at'], unique=False)

    op.create_table('log_alarm',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('log_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('what', sa.Text(), nullable=False),
    sa.Column('over_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("what IN ('fork', 'shrunk', 'key', 'memory', 'entries')", name=op.f('ck_log_alarm_what')),
    sa.ForeignKeyConstraint(['log_id'], ['log.id'], name=op.f('fk_log_alarm_log_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_log_alarm'))
    )
    with op.batch_alter_table('log_alarm', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_log_alarm_log_id'), ['log_id'], unique=False)

    op.create_table('log_checkpoint',
    sa.Column('log_id', sa.Integer(), nullable=False),
    sa.Column('size', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('root', sa.LargeBinary(), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('signed_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('length(root) = 32', name=op.f('ck_log_checkpoint_root')),
    sa.CheckConstraint('size > 0', name=op.f('ck_log_checkpoint_size')),
    sa.ForeignKeyConstraint(['log_id'], ['log.id'], name=op.f('fk_log_checkpoint_log_id')),
    sa.PrimaryKeyConstraint('log_id', 'size', name=op.f('pk_log_checkpoint'))
    )
    op.create_table('log_key',
    sa.Column('log_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('public', sa.LargeBinary(), nullable=False),
    sa.Column('from_size', sa.Integer(), nullable=False),
    sa.Column('from_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('until_size', sa.Integer(), nullable=True),
    sa.Column('until_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint('(until_size IS NULL) = (until_at IS NULL)', name=op.f('ck_log_key_ended')),
    sa.CheckConstraint('length(public) = 32', name=op.f('ck_log_key_public')),
    sa.CheckConstraint('until_size IS NULL OR until_size >= from_size', name=op.f('ck_log_key_until')),
    sa.ForeignKeyConstraint(['log_id'], ['log.id'], name=op.f('fk_log_key_log_id')),
    sa.PrimaryKeyConstraint('log_id', 'number', name=op.f('pk_log_key')),
    sa.UniqueConstraint('public', name=op.f('uq_log_key_public'))
    )
    op.create_table('audit',
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('questions', sa.Text(), nullable=False),
    sa.Column('since_on', sa.Date(), nullable=False),
    sa.Column('until_on', sa.Date(), nullable=False),
    sa.Column('ends_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('opened_by', sa.Integer(), nullable=False),
    sa.Column('opened_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('draft', sa.Text(), nullable=True),
    sa.Column('hear_until', sa.DateTime(timezone=True), nullable=True),
    sa.Column('reminded_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('report', sa.Text(), nullable=True),
    sa.Column('reported_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('state', sa.Text(), nullable=False),
    sa.Column('state_since', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("state <> 'hearing' OR (draft IS NOT NULL AND hear_until IS NOT NULL)", name=op.f('ck_audit_hearing')),
    sa.CheckConstraint("state <> 'reported' OR report IS NOT NULL", name=op.f('ck_audit_reported')),
    sa.CheckConstraint("title <> '' AND questions <> ''", name=op.f('ck_audit_said')),
    sa.CheckConstraint('until_on >= since_on', name=op.f('ck_audit_scope')),
    sa.ForeignKeyConstraint(['id'], ['subject.id'], name=op.f('fk_audit_id')),
    sa.ForeignKeyConstraint(['opened_by'], ['person.id'], name=op.f('fk_audit_opened_by')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_audit'))
    )
    with op.batch_alter_table('audit', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_audit_state'), ['state'], unique=False)

    op.create_table('log_cosignature',
    sa.Column('log_id', sa.Integer(), nullable=False),
    sa.Column('size', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('witness_id', sa.Integer(), nullable=False),
    sa.Column('seen_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('line', sa.Text(), nullable=False),
    sa.Column('received_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['log_id', 'size'], ['log_checkpoint.log_id', 'log_checkpoint.size'], name=op.f('fk_log_cosignature_log_id_size')),
    sa.ForeignKeyConstraint(['witness_id'], ['log_witness.id'], name=op.f('fk_log_cosignature_witness_id')),
    sa.PrimaryKeyConstraint('log_id', 'size', 'witness_id', 'seen_at', name=op.f('pk_log_cosignature'))
    )
    op.create_table('redaction',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('code', sa.Text(), nullable=False),
    sa.Column('log_id', sa.Integer(), nullable=False),
    sa.Column('index', sa.Integer(), nullable=False),
    sa.Column('place_id', sa.Integer(), nullable=False),
    sa.Column('path', sa.Text(), nullable=False),
    sa.Column('ground', sa.Text(), nullable=False),
    sa.Column('reference', sa.Text(), nullable=False),
    sa.Column('office', sa.Text(), nullable=False),
    sa.Column('requested_by', sa.Integer(), nullable=True),
    sa.Column('requested_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('confirmed_office', sa.Text(), nullable=True),
    sa.Column('confirmed_by', sa.Integer(), nullable=True),
    sa.Column('confirmed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('appeal_until', sa.DateTime(timezone=True), nullable=True),
    sa.Column('due_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('again_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('state', sa.Text(), nullable=False),
    sa.Column('state_since', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("ground IN ('personal','statute','court')", name=op.f('ck_redaction_ground')),
    sa.CheckConstraint("office IN ('officer','district')", name=op.f('ck_redaction_office')),
    sa.CheckConstraint("reference <> ''", name=op.f('ck_redaction_reference')),
    sa.CheckConstraint("state IN ('requested','declined') OR confirmed_by IS NOT NULL OR again_at IS NOT NULL", name=op.f('ck_redaction_confirmed')),
    sa.CheckConstraint('confirmed_by IS NULL OR confirmed_by <> requested_by', name=op.f('ck_redaction_two_people')),
    sa.CheckConstraint('confirmed_office IS NULL OR confirmed_office <> office', name=op.f('ck_redaction_two_offices')),
    sa.CheckConstraint('requested_by IS NOT NULL OR again_at IS NOT NULL', name=op.f('ck_redaction_requested')),
    sa.ForeignKeyConstraint(['confirmed_by'], ['person.id'], name=op.f('fk_redaction_confirmed_by')),
    sa.ForeignKeyConstraint(['log_id', 'index'], ['log_entry.log_id', 'log_entry.index'], name=op.f('fk_redaction_log_id_index')),
    sa.ForeignKeyConstraint(['place_id'], ['place.id'], name=op.f('fk_redaction_place_id')),
    sa.ForeignKeyConstraint(['requested_by'], ['person.id'], name=op.f('fk_redaction_requested_by')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_redaction')),
    sa.UniqueConstraint('code', name=op.f('uq_redaction_code'))
    )
    with op.batch_alter_table('redaction', schema=None) as batch_op:
        batch_op.create_index('ix_redaction_log_id_index', ['log_id', 'index'], unique=False)
        batch_op.create_index(batch_op.f('ix_redaction_state'), ['state'], unique=False)
        batch_op.create_index('uq_redaction_requested', ['log_id', 'index'], unique=True, sqlite_where=sa.text("state = 'requested'"), postgresql_where=sa.text("state = 'requested'"))

    op.create_table('audit_response',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('audit_id', sa.Integer(), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['audit_id'], ['audit.id'], name=op.f('fk_audit_response_audit_id')),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_audit_response_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_audit_response'))
    )
    with op.batch_alter_table('audit_response', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_audit_response_audit_id'), ['audit_id'], unique=False)

    op.create_table('audit_sample',
    sa.Column('audit_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('what', sa.Text(), nullable=False),
    sa.Column('population', sa.Integer(), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('population_hash', sa.LargeBinary(), nullable=False),
    sa.Column('log_root', sa.LargeBinary(), nullable=False),
    sa.Column('log_size', sa.Integer(), nullable=False),
    sa.Column('seed', sa.LargeBinary(), nullable=False),
    sa.Column('salt', sa.LargeBinary(), nullable=False),
    sa.Column('digest', sa.LargeBinary(), nullable=False),
    sa.Column('codes', sa.Text(), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('size > 0 AND size <= population', name=op.f('ck_audit_sample_size')),
    sa.ForeignKeyConstraint(['audit_id'], ['audit.id'], name=op.f('fk_audit_sample_audit_id')),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_audit_sample_by_id')),
    sa.PrimaryKeyConstraint('audit_id', 'number', name=op.f('pk_audit_sample'))
    )
    op.create_table('redaction_appeal',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('redaction_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('decided_by', sa.Integer(), nullable=True),
    sa.Column('decided_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('upheld', sa.Boolean(), nullable=True),
    sa.CheckConstraint("text <> ''", name=op.f('ck_redaction_appeal_text')),
    sa.CheckConstraint('(decided_at IS NULL) = (decided_by IS NULL) AND (decided_at IS NULL) = (upheld IS NULL)', name=op.f('ck_redaction_appeal_decided')),
    sa.ForeignKeyConstraint(['decided_by'], ['person.id'], name=op.f('fk_redaction_appeal_decided_by')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_redaction_appeal_person_id')),
    sa.ForeignKeyConstraint(['redaction_id'], ['redaction.id'], name=op.f('fk_redaction_appeal_redaction_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_redaction_appeal'))
    )
    with op.batch_alter_table('redaction_appeal', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_redaction_appeal_redaction_id'), ['redaction_id'], unique=False)
        batch_op.create_index('uq_redaction_appeal_open', ['redaction_id', 'person_id'], unique=True, sqlite_where=sa.text('decided_at IS NULL'), postgresql_where=sa.text('decided_at IS NULL'))

    op.create_table('redaction_part',
    sa.Column('redaction_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('log_id', sa.Integer(), nullable=False),
    sa.Column('index', sa.Integer(), nullable=False),
    sa.Column('salt', sa.LargeBinary(), nullable=True),
    sa.Column('body', sa.LargeBinary(), nullable=True),
    sa.Column('sentence_facts', sa.Text(), nullable=False),
    sa.CheckConstraint('(body IS NULL) = (salt IS NULL)', name=op.f('ck_redaction_part_together')),
    sa.ForeignKeyConstraint(['log_id', 'index', 'name'], ['content_part.log_id', 'content_part.index', 'content_part.name'], name=op.f('fk_redaction_part_log_id_index_name')),
    sa.ForeignKeyConstraint(['redaction_id'], ['redaction.id'], name=op.f('fk_redaction_part_redaction_id')),
    sa.PrimaryKeyConstraint('redaction_id', 'name', name=op.f('pk_redaction_part'))
    )
    op.create_table('audit_item',
    sa.Column('audit_id', sa.Integer(), nullable=False),
    sa.Column('sample', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('rank', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('code', sa.Text(), nullable=False),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('url', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['audit_id', 'sample'], ['audit_sample.audit_id', 'audit_sample.number'], name=op.f('fk_audit_item_audit_id_sample')),
    sa.PrimaryKeyConstraint('audit_id', 'sample', 'rank', name=op.f('pk_audit_item')),
    sa.UniqueConstraint('audit_id', 'sample', 'code', name=op.f('uq_audit_item_audit_id_sample_code'))
    )
    op.create_table('notice_extension',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('notice_id', sa.Integer(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('outage_id', sa.Integer(), nullable=True),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ends_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("(reason = 'outage') = (outage_id IS NOT NULL)", name=op.f('ck_notice_extension_outage')),
    sa.CheckConstraint("reason IN ('outage', 'unposted', 'posted_late', 'taken_down')", name=op.f('ck_notice_extension_reason')),
    sa.CheckConstraint('ends_at > ended_at', name=op.f('ck_notice_extension_longer')),
    sa.ForeignKeyConstraint(['notice_id'], ['notice.id'], name=op.f('fk_notice_extension_notice_id')),
    sa.ForeignKeyConstraint(['outage_id'], ['outage.id'], name=op.f('fk_notice_extension_outage_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_notice_extension')),
    sa.UniqueConstraint('notice_id', 'outage_id', name=op.f('uq_notice_extension_notice_id_outage_id'))
    )
    with op.batch_alter_table('notice_extension', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_notice_extension_outage_id'), ['outage_id'], unique=False)
        batch_op.create_index('uq_notice_extension_once', ['notice_id', 'reason'], unique=True, sqlite_where=sa.text("reason <> 'outage'"), postgresql_where=sa.text("reason <> 'outage'"))

    op.create_table('notice_sheet',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('notice_id', sa.Integer(), nullable=False),
    sa.Column('form', sa.Text(), nullable=False),
    sa.Column('pdf', sa.LargeBinary(), nullable=True),
    sa.Column('sha256', sa.LargeBinary(), nullable=False),
    sa.Column('log_size', sa.Integer(), nullable=False),
    sa.Column('log_root', sa.LargeBinary(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("form IN ('a4','a3','large')", name=op.f('ck_notice_sheet_form')),
    sa.CheckConstraint('length(sha256) = 32 AND length(log_root) = 32', name=op.f('ck_notice_sheet_hashes')),
    sa.ForeignKeyConstraint(['notice_id'], ['notice.id'], name=op.f('fk_notice_sheet_notice_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_notice_sheet')),
    sa.UniqueConstraint('notice_id', 'form', name=op.f('uq_notice_sheet_notice_id_form'))
    )
    op.create_table('audit_paper',
    sa.Column('audit_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('sample', sa.Integer(), nullable=True),
    sa.Column('rank', sa.Integer(), nullable=True),
    sa.Column('outcome', sa.Text(), nullable=True),
    sa.Column('file_id', sa.Integer(), nullable=True),
    sa.Column('replaces', sa.Integer(), nullable=True),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("outcome IS NULL OR outcome IN ('clean','exception','unseen')", name=op.f('ck_audit_paper_outcomes')),
    sa.CheckConstraint('(sample IS NULL) = (outcome IS NULL)', name=op.f('ck_audit_paper_outcome')),
    sa.CheckConstraint('(sample IS NULL) = (rank IS NULL)', name=op.f('ck_audit_paper_item')),
    sa.CheckConstraint('replaces IS NULL OR replaces < number', name=op.f('ck_audit_paper_replaces')),
    sa.ForeignKeyConstraint(['audit_id', 'sample', 'rank'], ['audit_item.audit_id', 'audit_item.sample', 'audit_item.rank'], name=op.f('fk_audit_paper_audit_id_sample_rank')),
    sa.ForeignKeyConstraint(['audit_id'], ['audit.id'], name=op.f('fk_audit_paper_audit_id')),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_audit_paper_by_id')),
    sa.ForeignKeyConstraint(['file_id'], ['file.id'], name=op.f('fk_audit_paper_file_id')),
    sa.PrimaryKeyConstraint('audit_id', 'number', name=op.f('pk_audit_paper'))
    )
    op.create_table('sheet_down',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('report_id', sa.Integer(), nullable=False),
    sa.Column('what', sa.Text(), nullable=False),
    sa.Column('told_by', sa.Integer(), nullable=False),
    sa.Column('told_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('seen_by', sa.Integer(), nullable=True),
    sa.Column('seen_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('found', sa.Boolean(), nullable=True),
    sa.CheckConstraint("what IN ('gone', 'damaged')", name=op.f('ck_sheet_down_what')),
    sa.CheckConstraint('(found IS NULL) = (seen_at IS NULL) AND (found IS NULL) = (seen_by IS NULL)', name=op.f('ck_sheet_down_seen')),
    sa.CheckConstraint('seen_at IS NULL OR seen_at >= told_at', name=op.f('ck_sheet_down_order')),
    sa.ForeignKeyConstraint(['report_id'], ['posting_report.id'], name=op.f('fk_sheet_down_report_id')),
    sa.ForeignKeyConstraint(['seen_by'], ['person.id'], name=op.f('fk_sheet_down_seen_by')),
    sa.ForeignKeyConstraint(['told_by'], ['person.id'], name=op.f('fk_sheet_down_told_by')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sheet_down'))
    )
    with op.batch_alter_table('sheet_down', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_sheet_down_report_id'), ['report_id'], unique=False)
        batch_op.create_index('uq_sheet_down_found', ['report_id'], unique=True, sqlite_where=sa.text('found = 1'), postgresql_where=sa.text('found'))
        batch_op.create_index('uq_sheet_down_hint', ['report_id', 'told_by'], unique=True, sqlite_where=sa.text('found IS NULL'), postgresql_where=sa.text('found IS NULL'))

    op.create_table('audit_finding',
    sa.Column('finding_id', sa.Integer(), nullable=False),
    sa.Column('audit_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['audit_id'], ['audit.id'], name=op.f('fk_audit_finding_audit_id')),
    sa.ForeignKeyConstraint(['finding_id'], ['finding.id'], name=op.f('fk_audit_finding_finding_id')),
    sa.PrimaryKeyConstraint('finding_id', name=op.f('pk_audit_finding'))
    )
    with op.batch_alter_table('audit_finding', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_audit_finding_audit_id'), ['audit_id'], unique=False)

    op.create_table('audit_follow_up',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('finding_id', sa.Integer(), nullable=False),
    sa.Column('audit_id', sa.Integer(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('set_by', sa.Integer(), nullable=False),
    sa.Column('set_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('reminded_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('outcome', sa.Text(), nullable=True),
    sa.Column('text', sa.Text(), nullable=True),
    sa.Column('done_by', sa.Integer(), nullable=True),
    sa.Column('done_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("outcome IS NULL OR outcome IN ('kept','relapsed')", name=op.f('ck_audit_follow_up_outcome')),
    sa.CheckConstraint('(outcome IS NULL) = (done_at IS NULL)', name=op.f('ck_audit_follow_up_done')),
    sa.ForeignKeyConstraint(['audit_id'], ['audit.id'], name=op.f('fk_audit_follow_up_audit_id')),
    sa.ForeignKeyConstraint(['done_by'], ['person.id'], name=op.f('fk_audit_follow_up_done_by')),
    sa.ForeignKeyConstraint(['finding_id'], ['finding.id'], name=op.f('fk_audit_follow_up_finding_id')),
    sa.ForeignKeyConstraint(['set_by'], ['person.id'], name=op.f('fk_audit_follow_up_set_by')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_audit_follow_up'))
    )
    with op.batch_alter_table('audit_follow_up', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_audit_follow_up_audit_id'), ['audit_id'], unique=False)
        batch_op.create_index('ix_audit_follow_up_due_on', ['due_on'], unique=False)
        batch_op.create_index(batch_op.f('ix_audit_follow_up_finding_id'), ['finding_id'], unique=False)

    with op.batch_alter_table('unmasking', schema=None) as batch_op:
        batch_op.add_column(sa.Column('audit_id', sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f('ix_unmasking_audit_id'), ['audit_id'], unique=False)

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
    # not in a batch: SQLite would make the table anew, without its guards
    op.drop_index(op.f('ix_unmasking_audit_id'), table_name='unmasking')
    op.drop_column('unmasking', 'audit_id')

    with op.batch_alter_table('audit_follow_up', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_audit_follow_up_finding_id'))
        batch_op.drop_index('ix_audit_follow_up_due_on')
        batch_op.drop_index(batch_op.f('ix_audit_follow_up_audit_id'))

    op.drop_table('audit_follow_up')
    with op.batch_alter_table('audit_finding', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_audit_finding_audit_id'))

    op.drop_table('audit_finding')
    with op.batch_alter_table('sheet_down', schema=None) as batch_op:
        batch_op.drop_index('uq_sheet_down_hint', sqlite_where=sa.text('found IS NULL'), postgresql_where=sa.text('found IS NULL'))
        batch_op.drop_index('uq_sheet_down_found', sqlite_where=sa.text('found = 1'), postgresql_where=sa.text('found'))
        batch_op.drop_index(batch_op.f('ix_sheet_down_report_id'))

    op.drop_table('sheet_down')
    op.drop_table('audit_paper')
    op.drop_table('notice_sheet')
    with op.batch_alter_table('notice_extension', schema=None) as batch_op:
        batch_op.drop_index('uq_notice_extension_once', sqlite_where=sa.text("reason <> 'outage'"), postgresql_where=sa.text("reason <> 'outage'"))
        batch_op.drop_index(batch_op.f('ix_notice_extension_outage_id'))

    op.drop_table('notice_extension')
    op.drop_table('audit_item')
    op.drop_table('redaction_part')
    with op.batch_alter_table('redaction_appeal', schema=None) as batch_op:
        batch_op.drop_index('uq_redaction_appeal_open', sqlite_where=sa.text('decided_at IS NULL'), postgresql_where=sa.text('decided_at IS NULL'))
        batch_op.drop_index(batch_op.f('ix_redaction_appeal_redaction_id'))

    op.drop_table('redaction_appeal')
    op.drop_table('audit_sample')
    with op.batch_alter_table('audit_response', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_audit_response_audit_id'))

    op.drop_table('audit_response')
    with op.batch_alter_table('redaction', schema=None) as batch_op:
        batch_op.drop_index('uq_redaction_requested', sqlite_where=sa.text("state = 'requested'"), postgresql_where=sa.text("state = 'requested'"))
        batch_op.drop_index(batch_op.f('ix_redaction_state'))
        batch_op.drop_index('ix_redaction_log_id_index')

    op.drop_table('redaction')
    op.drop_table('log_cosignature')
    with op.batch_alter_table('audit', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_audit_state'))

    op.drop_table('audit')
    op.drop_table('log_key')
    op.drop_table('log_checkpoint')
    with op.batch_alter_table('log_alarm', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_log_alarm_log_id'))

    op.drop_table('log_alarm')
    with op.batch_alter_table('outage', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_outage_ends_at'))

    op.drop_table('outage')
    op.drop_table('log_witness')
    op.drop_table('heartbeat')
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
