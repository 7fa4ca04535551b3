"""Deliberation and the council as a real meeting: what was said, asked, assessed and promised is carried over."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = '0003'
branch_labels = None
depends_on = None

GUARDS = {
    "sqlite": [
        "CREATE TRIGGER risk_assessment_no_update BEFORE UPDATE ON risk_assessment WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'risk_assessment_no_update refused'); END",
        "CREATE TRIGGER risk_assessment_no_delete BEFORE DELETE ON risk_assessment WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'risk_assessment_no_delete refused'); END",
        "CREATE TRIGGER risk_aspect_no_update BEFORE UPDATE ON risk_aspect WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'risk_aspect_no_update refused'); END",
        "CREATE TRIGGER risk_aspect_no_delete BEFORE DELETE ON risk_aspect WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'risk_aspect_no_delete refused'); END",
        "CREATE TRIGGER written_promise_no_delete BEFORE DELETE ON written_promise WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'written_promise_no_delete refused'); END",
        "CREATE TRIGGER risk_assessment_on_version BEFORE INSERT ON risk_assessment WHEN NOT EXISTS (SELECT 1 FROM proposal p WHERE p.id = NEW.proposal_id AND p.version = NEW.version AND p.state IN ('deliberating','deferred','advanced')) BEGIN SELECT RAISE(ABORT, 'risk_assessment_on_version refused'); END",
        "CREATE TRIGGER written_promise_on_version BEFORE INSERT ON written_promise WHEN NOT EXISTS (SELECT 1 FROM proposal p WHERE p.id = NEW.proposal_id AND p.version = NEW.version AND p.state IN ('deliberating','deferred','advanced')) BEGIN SELECT RAISE(ABORT, 'written_promise_on_version refused'); END",
        "CREATE TRIGGER written_promise_signed BEFORE INSERT ON written_promise WHEN NEW.party <> 'none' AND (NEW.file_id IS NULL OR NEW.signed_by = '' OR NEW.signed_on IS NULL) BEGIN SELECT RAISE(ABORT, 'written_promise_signed refused'); END",
        "CREATE TRIGGER written_promise_fixed BEFORE UPDATE ON written_promise WHEN NEW.id <> OLD.id OR NEW.proposal_id <> OLD.proposal_id OR NEW.version <> OLD.version OR NEW.kind <> OLD.kind OR NEW.party <> OLD.party OR NEW.who <> OLD.who OR NEW.site <> OLD.site OR NEW.conditions <> OLD.conditions OR NEW.signed_by <> OLD.signed_by OR NEW.by_id <> OLD.by_id OR COALESCE(NEW.file_id, 0) <> COALESCE(OLD.file_id, 0) OR COALESCE(NEW.yearly_cost, -1) <> COALESCE(OLD.yearly_cost, -1) OR OLD.withdrawn_at IS NOT NULL OR NOT EXISTS (SELECT 1 FROM proposal p WHERE p.id = NEW.proposal_id AND p.state IN ('deliberating','deferred','advanced')) BEGIN SELECT RAISE(ABORT, 'written_promise_fixed refused'); END",
        "CREATE TRIGGER proposal_conditions_met BEFORE UPDATE OF state ON proposal WHEN OLD.state = 'advanced' AND NEW.state = 'on_ballot' AND NOT (EXISTS (SELECT 1 FROM risk_assessment r WHERE r.version = NEW.version AND r.id = (SELECT MAX(n.id) FROM risk_assessment n WHERE n.proposal_id = NEW.id) AND (SELECT COUNT(*) FROM risk_aspect c WHERE c.assessment_id = r.id) = 6 AND (r.hearing <> '' OR NOT EXISTS (SELECT 1 FROM risk_assessment h JOIN risk_aspect a ON a.assessment_id = h.id WHERE h.proposal_id = NEW.id AND h.version = NEW.version AND a.likelihood * a.severity >= 6))) AND EXISTS (SELECT 1 FROM opinion o WHERE o.version = NEW.version AND o.favourable AND o.id = (SELECT MAX(n.id) FROM opinion n WHERE n.proposal_id = NEW.id AND n.kind = 'legality')) AND EXISTS (SELECT 1 FROM written_promise w WHERE w.version = NEW.version AND w.withdrawn_at IS NULL AND w.id = (SELECT MAX(n.id) FROM written_promise n WHERE n.proposal_id = NEW.id AND n.kind = 'consent')) AND EXISTS (SELECT 1 FROM written_promise w WHERE w.version = NEW.version AND w.withdrawn_at IS NULL AND w.id = (SELECT MAX(n.id) FROM written_promise n WHERE n.proposal_id = NEW.id AND n.kind = 'maintainer'))) BEGIN SELECT RAISE(ABORT, 'proposal_conditions_met refused'); END",
        "CREATE TRIGGER proposal_risk_assessed BEFORE UPDATE OF state ON proposal WHEN OLD.state <> 'approved' AND NEW.state = 'approved' AND NOT EXISTS (SELECT 1 FROM risk_assessment r WHERE r.version = NEW.version AND r.id = (SELECT MAX(n.id) FROM risk_assessment n WHERE n.proposal_id = NEW.id) AND (SELECT COUNT(*) FROM risk_aspect c WHERE c.assessment_id = r.id) = 6 AND (r.hearing <> '' OR NOT EXISTS (SELECT 1 FROM risk_assessment h JOIN risk_aspect a ON a.assessment_id = h.id WHERE h.proposal_id = NEW.id AND h.version = NEW.version AND a.likelihood * a.severity >= 6))) BEGIN SELECT RAISE(ABORT, 'proposal_risk_assessed refused'); END",
        "CREATE TRIGGER contribution_no_update BEFORE UPDATE ON contribution WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'contribution_no_update refused'); END",
        "CREATE TRIGGER contribution_no_delete BEFORE DELETE ON contribution WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'contribution_no_delete refused'); END",
        "CREATE TRIGGER report_no_update BEFORE UPDATE ON report WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'report_no_update refused'); END",
        "CREATE TRIGGER report_no_delete BEFORE DELETE ON report WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'report_no_delete refused'); END",
        "CREATE TRIGGER words_decision_no_update BEFORE UPDATE ON words_decision WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'words_decision_no_update refused'); END",
        "CREATE TRIGGER words_decision_no_delete BEFORE DELETE ON words_decision WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'words_decision_no_delete refused'); END",
        "CREATE TRIGGER words_appeal_no_update BEFORE UPDATE ON words_appeal WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'words_appeal_no_update refused'); END",
        "CREATE TRIGGER words_appeal_no_delete BEFORE DELETE ON words_appeal WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'words_appeal_no_delete refused'); END",
        "CREATE TRIGGER hidden_reading_no_update BEFORE UPDATE ON hidden_reading WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'hidden_reading_no_update refused'); END",
        "CREATE TRIGGER hidden_reading_no_delete BEFORE DELETE ON hidden_reading WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'hidden_reading_no_delete refused'); END",
        "CREATE TRIGGER words_review_no_delete BEFORE DELETE ON words_review WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'words_review_no_delete refused'); END",
        "CREATE TRIGGER words_review_steps BEFORE UPDATE OF state ON words_review WHEN NEW.state <> OLD.state AND (OLD.state || '>' || NEW.state) NOT IN ('appealed>confirmed', 'appealed>restored', 'hidden>appealed', 'hidden>confirmed', 'open>hidden', 'open>kept') BEGIN SELECT RAISE(ABORT, 'words_review_steps refused'); END",
        "CREATE TRIGGER words_review_start BEFORE INSERT ON words_review WHEN NEW.state <> 'open' BEGIN SELECT RAISE(ABORT, 'words_review_start refused'); END",
        "CREATE TRIGGER words_review_fixed BEFORE UPDATE ON words_review WHEN NEW.token <> OLD.token OR NEW.kind <> OLD.kind OR NEW.said_id <> OLD.said_id OR NEW.edition <> OLD.edition OR NEW.author_id <> OLD.author_id OR NEW.place_id <> OLD.place_id OR NEW.path <> OLD.path OR NEW.opened_at <> OLD.opened_at BEGIN SELECT RAISE(ABORT, 'words_review_fixed refused'); END",
        "CREATE TRIGGER words_review_one BEFORE INSERT ON words_review WHEN EXISTS (SELECT 1 FROM words_review w WHERE w.kind = NEW.kind AND w.said_id = NEW.said_id AND w.state IN ('open', 'hidden', 'appealed', 'confirmed')) BEGIN SELECT RAISE(ABORT, 'words_review_one refused'); END",
        "CREATE TRIGGER words_review_decided BEFORE UPDATE OF state ON words_review WHEN (NEW.state = 'hidden' AND NOT EXISTS (SELECT 1 FROM words_decision d WHERE d.review_id = NEW.id AND d.outcome = 'hide')) OR (NEW.state = 'kept' AND NOT EXISTS (SELECT 1 FROM words_decision d WHERE d.review_id = NEW.id AND d.outcome = 'keep')) OR (NEW.state = 'restored' AND NOT EXISTS (SELECT 1 FROM words_decision d WHERE d.review_id = NEW.id AND d.outcome = 'restore')) OR (OLD.state = 'appealed' AND NEW.state = 'confirmed' AND NOT EXISTS (SELECT 1 FROM words_decision d WHERE d.review_id = NEW.id AND d.outcome = 'confirm')) BEGIN SELECT RAISE(ABORT, 'words_review_decided refused'); END",
        "CREATE TRIGGER words_decision_apart BEFORE INSERT ON words_decision WHEN EXISTS (SELECT 1 FROM words_review w WHERE w.id = NEW.review_id AND w.author_id = NEW.by_id) OR EXISTS (SELECT 1 FROM report r WHERE r.review_id = NEW.review_id AND r.reporter_id = NEW.by_id) OR EXISTS (SELECT 1 FROM words_decision d WHERE d.review_id = NEW.review_id AND d.by_id = NEW.by_id) BEGIN SELECT RAISE(ABORT, 'words_decision_apart refused'); END",
        "CREATE TRIGGER report_apart BEFORE INSERT ON report WHEN NOT EXISTS (SELECT 1 FROM words_review w WHERE w.id = NEW.review_id AND w.state = 'open' AND w.author_id <> NEW.reporter_id) BEGIN SELECT RAISE(ABORT, 'report_apart refused'); END",
        "CREATE TRIGGER words_appeal_own BEFORE INSERT ON words_appeal WHEN NOT EXISTS (SELECT 1 FROM words_review w WHERE w.id = NEW.review_id AND w.state = 'hidden' AND w.author_id = NEW.by_id) BEGIN SELECT RAISE(ABORT, 'words_appeal_own refused'); END",
        "CREATE TRIGGER comment_text_no_update BEFORE UPDATE ON comment_text WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'comment_text_no_update refused'); END",
        "CREATE TRIGGER comment_text_no_delete BEFORE DELETE ON comment_text WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'comment_text_no_delete refused'); END",
        "CREATE TRIGGER comment_one_level BEFORE INSERT ON comment WHEN NEW.parent_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM comment p WHERE p.id = NEW.parent_id AND p.parent_id IS NULL AND p.proposal_id = NEW.proposal_id) BEGIN SELECT RAISE(ABORT, 'comment_one_level refused'); END",
        "CREATE TRIGGER comment_text_own BEFORE INSERT ON comment_text WHEN NOT EXISTS (SELECT 1 FROM comment c WHERE c.id = NEW.comment_id AND c.author_id = NEW.author_id) BEGIN SELECT RAISE(ABORT, 'comment_text_own refused'); END",
        "CREATE TRIGGER comment_text_next BEFORE INSERT ON comment_text WHEN NEW.number <> (SELECT COALESCE(MAX(t.number), 0) + 1 FROM comment_text t WHERE t.comment_id = NEW.comment_id) BEGIN SELECT RAISE(ABORT, 'comment_text_next refused'); END",
        "CREATE TRIGGER comment_text_late BEFORE INSERT ON comment_text WHEN NEW.number > 1 AND NOT NEW.correction AND EXISTS (SELECT 1 FROM comment c WHERE c.id = NEW.comment_id AND unixepoch(NEW.at) - unixepoch(c.at) > 600) BEGIN SELECT RAISE(ABORT, 'comment_text_late refused'); END",
        "CREATE TRIGGER comment_text_hidden BEFORE INSERT ON comment_text WHEN NEW.number > 1 AND EXISTS (SELECT 1 FROM words_review w WHERE w.kind = 'comment' AND w.said_id = NEW.comment_id AND w.state IN ('hidden','appealed','confirmed')) BEGIN SELECT RAISE(ABORT, 'comment_text_hidden refused'); END",
        "CREATE TRIGGER opinion_item_no_update BEFORE UPDATE ON opinion_item WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'opinion_item_no_update refused'); END",
        "CREATE TRIGGER opinion_item_no_delete BEFORE DELETE ON opinion_item WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'opinion_item_no_delete refused'); END",
        "CREATE TRIGGER opinion_file_no_update BEFORE UPDATE ON opinion_file WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'opinion_file_no_update refused'); END",
        "CREATE TRIGGER opinion_file_no_delete BEFORE DELETE ON opinion_file WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'opinion_file_no_delete refused'); END",
        "CREATE TRIGGER opinion_on_version BEFORE INSERT ON opinion WHEN NOT EXISTS (SELECT 1 FROM proposal p WHERE p.id = NEW.proposal_id AND p.version = NEW.version) BEGIN SELECT RAISE(ABORT, 'opinion_on_version refused'); END",
        "CREATE TRIGGER opinion_not_own BEFORE INSERT ON opinion WHEN EXISTS (SELECT 1 FROM proposal p WHERE p.id = NEW.proposal_id AND (p.author_id = NEW.by_id OR p.entered_by = NEW.by_id)) BEGIN SELECT RAISE(ABORT, 'opinion_not_own refused'); END",
        "CREATE TRIGGER opinion_item_within BEFORE INSERT ON opinion_item WHEN NEW.amount + COALESCE((SELECT SUM(i.amount) FROM opinion_item i WHERE i.opinion_id = NEW.opinion_id), 0) > COALESCE((SELECT o.price FROM opinion o WHERE o.id = NEW.opinion_id), 0) BEGIN SELECT RAISE(ABORT, 'opinion_item_within refused'); END",
        "CREATE TRIGGER answer_hidden BEFORE INSERT ON answer WHEN EXISTS (SELECT 1 FROM words_review w WHERE w.kind = 'question' AND w.said_id = NEW.question_id AND w.state IN ('hidden','appealed','confirmed')) BEGIN SELECT RAISE(ABORT, 'answer_hidden refused'); END",
        "CREATE TRIGGER site_visit_no_update BEFORE UPDATE ON site_visit WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'site_visit_no_update refused'); END",
        "CREATE TRIGGER site_visit_no_delete BEFORE DELETE ON site_visit WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'site_visit_no_delete refused'); END",
        "CREATE TRIGGER site_visit_report_no_update BEFORE UPDATE ON site_visit_report WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'site_visit_report_no_update refused'); END",
        "CREATE TRIGGER site_visit_report_no_delete BEFORE DELETE ON site_visit_report WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'site_visit_report_no_delete refused'); END",
        "CREATE TRIGGER site_visit_present_no_update BEFORE UPDATE ON site_visit_present WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'site_visit_present_no_update refused'); END",
        "CREATE TRIGGER site_visit_present_no_delete BEFORE DELETE ON site_visit_present WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'site_visit_present_no_delete refused'); END",
        "CREATE TRIGGER site_visit_photo_no_update BEFORE UPDATE ON site_visit_photo WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'site_visit_photo_no_update refused'); END",
        "CREATE TRIGGER site_visit_photo_no_delete BEFORE DELETE ON site_visit_photo WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'site_visit_photo_no_delete refused'); END",
        "CREATE TRIGGER site_visit_cancelled_no_update BEFORE UPDATE ON site_visit_cancelled WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'site_visit_cancelled_no_update refused'); END",
        "CREATE TRIGGER site_visit_cancelled_no_delete BEFORE DELETE ON site_visit_cancelled WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'site_visit_cancelled_no_delete refused'); END",
        "CREATE TRIGGER site_visit_join_no_delete BEFORE DELETE ON site_visit_join WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'site_visit_join_no_delete refused'); END",
        "CREATE TRIGGER site_visit_report_after BEFORE INSERT ON site_visit_report WHEN NOT EXISTS (SELECT 1 FROM site_visit v WHERE v.id = NEW.visit_id AND v.starts_at <= NEW.at) OR EXISTS (SELECT 1 FROM site_visit_cancelled c WHERE c.visit_id = NEW.visit_id) BEGIN SELECT RAISE(ABORT, 'site_visit_report_after refused'); END",
        "CREATE TRIGGER site_visit_cancelled_open BEFORE INSERT ON site_visit_cancelled WHEN EXISTS (SELECT 1 FROM site_visit_report r WHERE r.visit_id = NEW.visit_id) BEGIN SELECT RAISE(ABORT, 'site_visit_cancelled_open refused'); END",
        "CREATE TRIGGER site_visit_join_open BEFORE INSERT ON site_visit_join WHEN NOT EXISTS (SELECT 1 FROM site_visit v WHERE v.id = NEW.visit_id AND v.starts_at > NEW.at) OR EXISTS (SELECT 1 FROM site_visit_cancelled c WHERE c.visit_id = NEW.visit_id) BEGIN SELECT RAISE(ABORT, 'site_visit_join_open refused'); END",
        "CREATE TRIGGER site_visit_join_fixed BEFORE UPDATE ON site_visit_join WHEN OLD.left_at IS NOT NULL OR NEW.left_at IS NULL OR NEW.visit_id <> OLD.visit_id OR NEW.person_id <> OLD.person_id OR NEW.at <> OLD.at BEGIN SELECT RAISE(ABORT, 'site_visit_join_fixed refused'); END",
        "CREATE TRIGGER site_visit_present_joined BEFORE INSERT ON site_visit_present WHEN NEW.person_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM site_visit_join j WHERE j.visit_id = NEW.visit_id AND j.person_id = NEW.person_id) BEGIN SELECT RAISE(ABORT, 'site_visit_present_joined refused'); END",
        "CREATE TRIGGER site_visit_photo_of BEFORE INSERT ON site_visit_photo WHEN NOT EXISTS (SELECT 1 FROM site_visit v JOIN file f ON f.subject_id = v.proposal_id WHERE v.id = NEW.visit_id AND f.id = NEW.file_id AND f.media = 'image/jpeg' AND f.public) BEGIN SELECT RAISE(ABORT, 'site_visit_photo_of refused'); END",
        "CREATE TRIGGER argument_no_update BEFORE UPDATE ON argument WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'argument_no_update refused'); END",
        "CREATE TRIGGER argument_no_delete BEFORE DELETE ON argument WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'argument_no_delete refused'); END",
        "CREATE TRIGGER argument_mark_no_delete BEFORE DELETE ON argument_mark WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'argument_mark_no_delete refused'); END",
        "CREATE TRIGGER argument_rank_no_delete BEFORE DELETE ON argument_rank WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'argument_rank_no_delete refused'); END",
        "CREATE TRIGGER argument_mark_listed BEFORE INSERT ON argument_mark WHEN NOT EXISTS (SELECT 1 FROM roll_entry e JOIN subject s ON s.place_id = e.place_id JOIN argument a ON a.proposal_id = s.id WHERE e.id = NEW.entry_id AND e.removed_at IS NULL AND a.id = NEW.argument_id AND a.author_id <> e.person_id) BEGIN SELECT RAISE(ABORT, 'argument_mark_listed refused'); END",
        "CREATE TRIGGER argument_mark_moved BEFORE UPDATE OF argument_id, entry_id ON argument_mark WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'argument_mark_moved refused'); END",
        "CREATE TRIGGER conversation_steps BEFORE UPDATE OF state ON conversation WHEN NEW.state <> OLD.state AND (OLD.state || '>' || NEW.state) NOT IN ('open>closed') BEGIN SELECT RAISE(ABORT, 'conversation_steps refused'); END",
        "CREATE TRIGGER conversation_start BEFORE INSERT ON conversation WHEN NEW.state <> 'open' BEGIN SELECT RAISE(ABORT, 'conversation_start refused'); END",
        "CREATE TRIGGER conversation_no_delete BEFORE DELETE ON conversation WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'conversation_no_delete refused'); END",
        "CREATE TRIGGER statement_no_delete BEFORE DELETE ON statement WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'statement_no_delete refused'); END",
        "CREATE TRIGGER stance_kept_no_update BEFORE UPDATE ON stance_kept WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'stance_kept_no_update refused'); END",
        "CREATE TRIGGER stance_kept_no_delete BEFORE DELETE ON stance_kept WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'stance_kept_no_delete refused'); END",
        "CREATE TRIGGER opinion_result_no_delete BEFORE DELETE ON opinion_result WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'opinion_result_no_delete refused'); END",
        "CREATE TRIGGER statement_fixed BEFORE UPDATE OF id, conversation_id, number, text, seed, author_id, at ON statement WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'statement_fixed refused'); END",
        "CREATE TRIGGER conversation_fixed BEFORE UPDATE OF question, about, proposal_id, opens_at, closes_at, opened_by ON conversation WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'conversation_fixed refused'); END",
        "CREATE TRIGGER stance_taken BEFORE INSERT ON stance WHEN NOT ((SELECT c.state FROM conversation c WHERE c.id = NEW.conversation_id) = 'open' AND EXISTS (SELECT 1 FROM roll_entry e JOIN subject s ON s.place_id = e.place_id WHERE e.id = NEW.entry_id AND e.removed_at IS NULL AND s.id = NEW.conversation_id)) BEGIN SELECT RAISE(ABORT, 'stance_taken refused'); END",
        "CREATE TRIGGER stance_changed BEFORE UPDATE ON stance WHEN NOT (SELECT c.state FROM conversation c WHERE c.id = OLD.conversation_id) = 'open' BEGIN SELECT RAISE(ABORT, 'stance_changed refused'); END",
        "CREATE TRIGGER stance_moved BEFORE UPDATE OF statement_id, entry_id, conversation_id ON stance WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'stance_moved refused'); END",
        "CREATE TRIGGER stance_cut BEFORE DELETE ON stance WHEN (SELECT c.state FROM conversation c WHERE c.id = OLD.conversation_id) = 'open' BEGIN SELECT RAISE(ABORT, 'stance_cut refused'); END",
        "CREATE TRIGGER participant_cut BEFORE DELETE ON participant WHEN (SELECT c.state FROM conversation c WHERE c.id = OLD.conversation_id) = 'open' BEGIN SELECT RAISE(ABORT, 'participant_cut refused'); END",
        "CREATE TRIGGER participant_taken BEFORE INSERT ON participant WHEN NOT ((SELECT c.state FROM conversation c WHERE c.id = NEW.conversation_id) = 'open' AND EXISTS (SELECT 1 FROM roll_entry e JOIN subject s ON s.place_id = e.place_id WHERE e.id = NEW.entry_id AND e.removed_at IS NULL AND s.id = NEW.conversation_id)) BEGIN SELECT RAISE(ABORT, 'participant_taken refused'); END",
        "CREATE TRIGGER stance_kept_closed BEFORE INSERT ON stance_kept WHEN (SELECT c.state FROM conversation c WHERE c.id = NEW.conversation_id) = 'open' BEGIN SELECT RAISE(ABORT, 'stance_kept_closed refused'); END",
        "CREATE TRIGGER opinion_result_closed BEFORE UPDATE ON opinion_result WHEN NOT (SELECT c.state FROM conversation c WHERE c.id = OLD.conversation_id) = 'open' BEGIN SELECT RAISE(ABORT, 'opinion_result_closed refused'); END",
        "CREATE TRIGGER forum_steps BEFORE UPDATE OF state ON forum WHEN NEW.state <> OLD.state AND (OLD.state || '>' || NEW.state) NOT IN ('called>cancelled', 'called>drawing', 'called>open', 'drawing>cancelled', 'drawing>open', 'held>answered', 'open>held') BEGIN SELECT RAISE(ABORT, 'forum_steps refused'); END",
        "CREATE TRIGGER forum_start BEFORE INSERT ON forum WHEN NEW.state <> 'called' BEGIN SELECT RAISE(ABORT, 'forum_start refused'); END",
        "CREATE TRIGGER forum_participant_steps BEFORE UPDATE OF state ON forum_participant WHEN NEW.state <> OLD.state AND (OLD.state || '>' || NEW.state) NOT IN ('asked>out', 'asked>taking_part', 'taking_part>out') BEGIN SELECT RAISE(ABORT, 'forum_participant_steps refused'); END",
        "CREATE TRIGGER forum_participant_start BEFORE INSERT ON forum_participant WHEN NEW.state <> 'asked' BEGIN SELECT RAISE(ABORT, 'forum_participant_start refused'); END",
        "CREATE TRIGGER forum_no_delete BEFORE DELETE ON forum WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'forum_no_delete refused'); END",
        "CREATE TRIGGER forum_participant_no_delete BEFORE DELETE ON forum_participant WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'forum_participant_no_delete refused'); END",
        "CREATE TRIGGER forum_point_no_delete BEFORE DELETE ON forum_point WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'forum_point_no_delete refused'); END",
        "CREATE TRIGGER forum_part_no_update BEFORE UPDATE ON forum_part WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'forum_part_no_update refused'); END",
        "CREATE TRIGGER forum_part_no_delete BEFORE DELETE ON forum_part WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'forum_part_no_delete refused'); END",
        "CREATE TRIGGER forum_cell_no_update BEFORE UPDATE ON forum_cell WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'forum_cell_no_update refused'); END",
        "CREATE TRIGGER forum_cell_no_delete BEFORE DELETE ON forum_cell WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'forum_cell_no_delete refused'); END",
        "CREATE TRIGGER forum_fixed BEFORE UPDATE ON forum WHEN NEW.form <> OLD.form OR NEW.topic <> OLD.topic OR NEW.chosen <> OLD.chosen OR NEW.places <> OLD.places OR NEW.dimensions <> OLD.dimensions OR NEW.responsible <> OLD.responsible OR COALESCE(NEW.about_id, 0) <> COALESCE(OLD.about_id, 0) BEGIN SELECT RAISE(ABORT, 'forum_fixed refused'); END",
        "CREATE TRIGGER forum_point_fixed BEFORE UPDATE ON forum_point WHEN NEW.text <> OLD.text OR NEW.voice <> OLD.voice OR NEW.name <> OLD.name OR NEW.number <> OLD.number OR NEW.forum_id <> OLD.forum_id OR OLD.outcome IS NOT NULL BEGIN SELECT RAISE(ABORT, 'forum_point_fixed refused'); END",
        "CREATE TRIGGER forum_point_open BEFORE INSERT ON forum_point WHEN NOT EXISTS (SELECT 1 FROM forum f WHERE f.id = NEW.forum_id AND f.state = 'open') BEGIN SELECT RAISE(ABORT, 'forum_point_open refused'); END",
        "CREATE TRIGGER forum_answered BEFORE UPDATE OF state ON forum WHEN NEW.state = 'answered' AND EXISTS (SELECT 1 FROM forum_point p WHERE p.forum_id = NEW.id AND p.outcome IS NULL) BEGIN SELECT RAISE(ABORT, 'forum_answered refused'); END",
        "CREATE TRIGGER forum_places BEFORE UPDATE OF state ON forum_participant WHEN NEW.state = 'taking_part' AND OLD.state <> 'taking_part' AND (SELECT count(*) FROM forum_participant p WHERE p.forum_id = NEW.forum_id AND p.state = 'taking_part') >= (SELECT f.places FROM forum f WHERE f.id = NEW.forum_id AND f.chosen <> 'invited') BEGIN SELECT RAISE(ABORT, 'forum_places refused'); END",
        "CREATE TRIGGER committee_steps BEFORE UPDATE OF state ON committee WHEN NEW.state <> OLD.state AND (OLD.state || '>' || NEW.state) NOT IN ('drafted>dropped', 'drafted>in_force', 'in_force>replaced') BEGIN SELECT RAISE(ABORT, 'committee_steps refused'); END",
        "CREATE TRIGGER committee_start BEFORE INSERT ON committee WHEN NEW.state <> 'drafted' BEGIN SELECT RAISE(ABORT, 'committee_start refused'); END",
        "CREATE TRIGGER committee_no_delete BEFORE DELETE ON committee WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'committee_no_delete refused'); END",
        "CREATE TRIGGER committee_member_no_update BEFORE UPDATE ON committee_member WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'committee_member_no_update refused'); END",
        "CREATE TRIGGER committee_member_no_delete BEFORE DELETE ON committee_member WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'committee_member_no_delete refused'); END",
        "CREATE TRIGGER committee_member_in_draft BEFORE INSERT ON committee_member WHEN NOT EXISTS (SELECT 1 FROM committee c WHERE c.id = NEW.committee_id AND c.state = 'drafted') BEGIN SELECT RAISE(ABORT, 'committee_member_in_draft refused'); END",
        "CREATE TRIGGER committee_purpose_no_update BEFORE UPDATE ON committee_purpose WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'committee_purpose_no_update refused'); END",
        "CREATE TRIGGER committee_purpose_no_delete BEFORE DELETE ON committee_purpose WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'committee_purpose_no_delete refused'); END",
        "CREATE TRIGGER committee_purpose_in_draft BEFORE INSERT ON committee_purpose WHEN NOT EXISTS (SELECT 1 FROM committee c WHERE c.id = NEW.committee_id AND c.state = 'drafted') BEGIN SELECT RAISE(ABORT, 'committee_purpose_in_draft refused'); END",
        "CREATE TRIGGER committee_report_no_update BEFORE UPDATE ON committee_report WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'committee_report_no_update refused'); END",
        "CREATE TRIGGER committee_report_no_delete BEFORE DELETE ON committee_report WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'committee_report_no_delete refused'); END",
        "CREATE TRIGGER committee_fixed BEFORE UPDATE ON committee WHEN NEW.until_on <> OLD.until_on OR NEW.amount_limit <> OLD.amount_limit BEGIN SELECT RAISE(ABORT, 'committee_fixed refused'); END",
        "CREATE TRIGGER committee_by_motion BEFORE UPDATE OF state ON committee WHEN NEW.state = 'in_force' AND (NOT EXISTS (SELECT 1 FROM agenda_item i JOIN motion m ON m.item_id = i.id WHERE i.subject_id = NEW.id AND i.purpose = 'committee.set' AND m.state IN ('carried', 'granted')) OR EXISTS (SELECT 1 FROM committee c JOIN subject s ON s.id = c.id JOIN subject n ON n.id = NEW.id WHERE c.id <> NEW.id AND c.state = 'in_force' AND s.place_id = n.place_id)) BEGIN SELECT RAISE(ABORT, 'committee_by_motion refused'); END",
        "CREATE TRIGGER agenda_item_within_limits BEFORE INSERT ON agenda_item WHEN EXISTS (SELECT 1 FROM council_session s WHERE s.id = NEW.session_id AND s.form = 'committee' AND NOT EXISTS (SELECT 1 FROM committee_purpose p WHERE p.committee_id = s.committee_id AND p.purpose = NEW.purpose)) BEGIN SELECT RAISE(ABORT, 'agenda_item_within_limits refused'); END",
        "CREATE TRIGGER interest_no_delete BEFORE DELETE ON interest WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'interest_no_delete refused'); END",
        "CREATE TRIGGER interest_fixed BEFORE UPDATE ON interest WHEN NEW.person_id <> OLD.person_id OR NEW.place_id <> OLD.place_id OR NEW.kind <> OLD.kind OR NEW.text <> OLD.text OR NEW.organisation <> OLD.organisation OR NEW.credit_code <> OLD.credit_code OR NEW.relation <> OLD.relation OR COALESCE(NEW.kin_id, 0) <> COALESCE(OLD.kin_id, 0) OR NEW.since_on <> OLD.since_on OR OLD.until_on IS NOT NULL BEGIN SELECT RAISE(ABORT, 'interest_fixed refused'); END",
        "CREATE TRIGGER session_live_grows BEFORE UPDATE ON session_live WHEN NEW.version <= OLD.version BEGIN SELECT RAISE(ABORT, 'session_live_grows refused'); END",
        "CREATE TRIGGER session_observer_no_delete BEFORE DELETE ON session_observer WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'session_observer_no_delete refused'); END",
        "CREATE TRIGGER session_observer_kept BEFORE UPDATE ON session_observer WHEN OLD.cancelled_at IS NOT NULL OR NEW.session_id <> OLD.session_id OR NEW.person_id <> OLD.person_id OR NEW.at <> OLD.at BEGIN SELECT RAISE(ABORT, 'session_observer_kept refused'); END",
        "CREATE TRIGGER requirement_fixed BEFORE UPDATE ON requirement WHEN NEW.by <> OLD.by OR NEW.needed <> OLD.needed OR NEW.days <> OLD.days OR NEW.topic <> OLD.topic BEGIN SELECT RAISE(ABORT, 'requirement_fixed refused'); END",
        "CREATE TRIGGER requirement_reached BEFORE UPDATE OF state ON requirement WHEN NEW.state = 'reached' AND (SELECT count(*) FROM requirement_signature s WHERE s.requirement_id = NEW.id) < NEW.needed BEGIN SELECT RAISE(ABORT, 'requirement_reached refused'); END",
        "CREATE TRIGGER speech_no_delete BEFORE DELETE ON speech WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'speech_no_delete refused'); END",
        "CREATE TRIGGER speech_asked BEFORE INSERT ON speech WHEN NOT EXISTS (SELECT 1 FROM agenda_item i WHERE i.id = NEW.item_id AND i.session_id = NEW.session_id AND i.state = 'open') OR NOT EXISTS (SELECT 1 FROM attendance a WHERE a.session_id = NEW.session_id AND a.person_id = NEW.person_id AND a.left_at IS NULL) OR EXISTS (SELECT 1 FROM recusal r WHERE r.item_id = NEW.item_id AND r.person_id = NEW.person_id) BEGIN SELECT RAISE(ABORT, 'speech_asked refused'); END",
        "CREATE TRIGGER speech_kept BEFORE UPDATE ON speech WHEN NEW.session_id <> OLD.session_id OR NEW.item_id <> OLD.item_id OR NEW.person_id <> OLD.person_id OR NEW.kind <> OLD.kind OR NEW.asked_at <> OLD.asked_at OR NEW.number <> OLD.number OR OLD.ended_at IS NOT NULL OR OLD.withdrawn_at IS NOT NULL OR (OLD.given_at IS NOT NULL AND (NEW.given_at IS NULL OR NEW.given_at <> OLD.given_at OR NEW.out_of_order_reason <> OLD.out_of_order_reason)) OR NEW.paused_seconds < OLD.paused_seconds BEGIN SELECT RAISE(ABORT, 'speech_kept refused'); END",
        "CREATE TRIGGER roll_pass_called BEFORE INSERT ON roll_pass WHEN NOT EXISTS (SELECT 1 FROM motion m JOIN attendance a ON a.session_id = m.session_id WHERE m.id = NEW.motion_id AND m.state = 'voting' AND m.form = 'roll_call' AND COALESCE(m.target_id, 0) <> NEW.person_id AND a.person_id = NEW.person_id AND a.left_at IS NULL) OR EXISTS (SELECT 1 FROM motion m JOIN recusal r ON r.item_id = m.item_id WHERE m.id = NEW.motion_id AND r.person_id = NEW.person_id) BEGIN SELECT RAISE(ABORT, 'roll_pass_called refused'); END",
        "CREATE TRIGGER roll_pass_no_update BEFORE UPDATE ON roll_pass WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'roll_pass_no_update refused'); END",
        "CREATE TRIGGER roll_pass_kept BEFORE DELETE ON roll_pass WHEN NOT EXISTS (SELECT 1 FROM motion m WHERE m.id = OLD.motion_id AND m.state = 'voting') BEGIN SELECT RAISE(ABORT, 'roll_pass_kept refused'); END",
        "CREATE TRIGGER secret_mark_entitled BEFORE INSERT ON secret_mark WHEN NOT EXISTS (SELECT 1 FROM motion m JOIN attendance a ON a.session_id = m.session_id WHERE m.id = NEW.motion_id AND m.state = 'voting' AND m.form = 'secret' AND a.channel <> 'phone' AND COALESCE(m.target_id, 0) <> NEW.person_id AND a.person_id = NEW.person_id AND a.left_at IS NULL) OR EXISTS (SELECT 1 FROM motion m JOIN recusal r ON r.item_id = m.item_id WHERE m.id = NEW.motion_id AND r.person_id = NEW.person_id) BEGIN SELECT RAISE(ABORT, 'secret_mark_entitled refused'); END",
        "CREATE TRIGGER secret_mark_no_update BEFORE UPDATE ON secret_mark WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'secret_mark_no_update refused'); END",
        "CREATE TRIGGER secret_mark_kept BEFORE DELETE ON secret_mark WHEN NOT EXISTS (SELECT 1 FROM motion m WHERE m.id = OLD.motion_id AND m.state = 'voting') BEGIN SELECT RAISE(ABORT, 'secret_mark_kept refused'); END",
        "CREATE TRIGGER secret_sealed_cast BEFORE INSERT ON secret_sealed WHEN NOT EXISTS (SELECT 1 FROM motion m JOIN attendance a ON a.session_id = m.session_id WHERE m.id = NEW.motion_id AND m.state = 'voting' AND m.form = 'secret' AND a.channel <> 'phone' AND COALESCE(m.target_id, 0) <> NEW.person_id AND a.person_id = NEW.person_id AND a.left_at IS NULL) OR EXISTS (SELECT 1 FROM motion m JOIN recusal r ON r.item_id = m.item_id WHERE m.id = NEW.motion_id AND r.person_id = NEW.person_id) BEGIN SELECT RAISE(ABORT, 'secret_sealed_cast refused'); END",
        "CREATE TRIGGER secret_sealed_changed BEFORE UPDATE ON secret_sealed WHEN NEW.motion_id <> OLD.motion_id OR NEW.person_id <> OLD.person_id OR NOT EXISTS (SELECT 1 FROM motion m JOIN attendance a ON a.session_id = m.session_id WHERE m.id = NEW.motion_id AND m.state = 'voting' AND m.form = 'secret' AND a.channel <> 'phone' AND COALESCE(m.target_id, 0) <> NEW.person_id AND a.person_id = NEW.person_id AND a.left_at IS NULL) OR EXISTS (SELECT 1 FROM motion m JOIN recusal r ON r.item_id = m.item_id WHERE m.id = NEW.motion_id AND r.person_id = NEW.person_id) BEGIN SELECT RAISE(ABORT, 'secret_sealed_changed refused'); END",
        "CREATE TRIGGER secret_vote_no_update BEFORE UPDATE ON secret_vote WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'secret_vote_no_update refused'); END",
        "CREATE TRIGGER secret_ballot_opened BEFORE INSERT ON secret_ballot WHEN NOT EXISTS (SELECT 1 FROM motion m WHERE m.id = NEW.motion_id AND m.state = 'voting' AND m.form = 'secret') BEGIN SELECT RAISE(ABORT, 'secret_ballot_opened refused'); END",
        "CREATE TRIGGER secret_ballot_no_update BEFORE UPDATE ON secret_ballot WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'secret_ballot_no_update refused'); END",
        "CREATE TRIGGER secret_ballot_no_delete BEFORE DELETE ON secret_ballot WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'secret_ballot_no_delete refused'); END",
        "CREATE TRIGGER motion_called_off BEFORE UPDATE OF state ON motion WHEN OLD.state = 'voting' AND NEW.state = 'seconded' AND (OLD.form <> 'secret' OR (SELECT count(*) FROM secret_mark k WHERE k.motion_id = NEW.id) > 0 OR EXISTS (SELECT 1 FROM secret_sealed s WHERE s.motion_id = NEW.id)) BEGIN SELECT RAISE(ABORT, 'motion_called_off refused'); END",
        "CREATE TRIGGER motion_lapsed_unread BEFORE UPDATE OF state ON motion WHEN NEW.state = 'lapsed' AND OLD.state = 'voting' AND EXISTS (SELECT 1 FROM secret_sealed s WHERE s.motion_id = NEW.id) BEGIN SELECT RAISE(ABORT, 'motion_lapsed_unread refused'); END",
        "CREATE TRIGGER recusal_challenge_steps BEFORE UPDATE OF state ON recusal_challenge WHEN NEW.state <> OLD.state AND (OLD.state || '>' || NEW.state) NOT IN ('open>carried', 'open>lost', 'open>moot') BEGIN SELECT RAISE(ABORT, 'recusal_challenge_steps refused'); END",
        "CREATE TRIGGER recusal_challenge_start BEFORE INSERT ON recusal_challenge WHEN NEW.state <> 'open' BEGIN SELECT RAISE(ABORT, 'recusal_challenge_start refused'); END",
        "CREATE TRIGGER recusal_challenge_no_delete BEFORE DELETE ON recusal_challenge WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'recusal_challenge_no_delete refused'); END",
        "CREATE TRIGGER recusal_challenge_fixed BEFORE UPDATE ON recusal_challenge WHEN NEW.item_id <> OLD.item_id OR NEW.person_id <> OLD.person_id OR NEW.by_id <> OLD.by_id OR NEW.reason <> OLD.reason OR NEW.at <> OLD.at BEGIN SELECT RAISE(ABORT, 'recusal_challenge_fixed refused'); END",
        "CREATE TRIGGER recusal_challenge_before_decision BEFORE INSERT ON recusal_challenge WHEN NOT EXISTS (SELECT 1 FROM agenda_item i WHERE i.id = NEW.item_id AND i.state IN ('waiting', 'open') AND i.purpose NOT IN ('result.adopt', 'result.void')) BEGIN SELECT RAISE(ABORT, 'recusal_challenge_before_decision refused'); END",
        "CREATE TRIGGER recusal_challenge_carried BEFORE UPDATE OF state ON recusal_challenge WHEN NEW.state = 'carried' AND NOT EXISTS (SELECT 1 FROM recusal r WHERE r.item_id = NEW.item_id AND r.person_id = NEW.person_id) BEGIN SELECT RAISE(ABORT, 'recusal_challenge_carried refused'); END",
        "CREATE TRIGGER recusal_allowed BEFORE INSERT ON recusal WHEN EXISTS (SELECT 1 FROM agenda_item i WHERE i.id = NEW.item_id AND i.purpose IN ('result.adopt', 'result.void')) BEGIN SELECT RAISE(ABORT, 'recusal_allowed refused'); END",
        "CREATE TRIGGER by_election_steps BEFORE UPDATE OF state ON by_election WHEN NEW.state <> OLD.state AND (OLD.state || '>' || NEW.state) NOT IN ('announced>counted', 'announced>void', 'counted>certified', 'counted>void') BEGIN SELECT RAISE(ABORT, 'by_election_steps refused'); END",
        "CREATE TRIGGER by_election_start BEFORE INSERT ON by_election WHEN NEW.state <> 'announced' BEGIN SELECT RAISE(ABORT, 'by_election_start refused'); END",
        "CREATE TRIGGER council_seat_no_delete BEFORE DELETE ON council_seat WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'council_seat_no_delete refused'); END",
        "CREATE TRIGGER seat_vacancy_no_delete BEFORE DELETE ON seat_vacancy WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'seat_vacancy_no_delete refused'); END",
        "CREATE TRIGGER by_election_no_delete BEFORE DELETE ON by_election WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'by_election_no_delete refused'); END",
        "CREATE TRIGGER by_election_candidate_no_delete BEFORE DELETE ON by_election_candidate WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'by_election_candidate_no_delete refused'); END",
        "CREATE TRIGGER council_seat_fixed BEFORE UPDATE ON council_seat WHEN NEW.place_id <> OLD.place_id OR NEW.number <> OLD.number OR NEW.kind <> OLD.kind OR NEW.name <> OLD.name OR COALESCE(NEW.grid_id, 0) <> COALESCE(OLD.grid_id, 0) OR NEW.from_on <> OLD.from_on BEGIN SELECT RAISE(ABORT, 'council_seat_fixed refused'); END",
        "CREATE TRIGGER council_member_fixed BEFORE UPDATE ON council_member WHEN NEW.holding_id <> OLD.holding_id OR NEW.person_id <> OLD.person_id OR NEW.place_id <> OLD.place_id OR NEW.seat_id <> OLD.seat_id OR NEW.chosen <> OLD.chosen OR (OLD.left_why <> '' AND NEW.left_why <> OLD.left_why) BEGIN SELECT RAISE(ABORT, 'council_member_fixed refused'); END",
        "CREATE TRIGGER council_member_one_sitting BEFORE INSERT ON council_member WHEN EXISTS (SELECT 1 FROM council_member m JOIN role_holding h ON h.id = m.holding_id JOIN role_holding n ON n.id = NEW.holding_id WHERE m.seat_id = NEW.seat_id AND m.holding_id <> NEW.holding_id AND h.from_on < COALESCE(n.until_on, '9999-12-31') AND n.from_on < COALESCE(h.until_on, '9999-12-31') AND (h.until_on IS NULL OR h.until_on > h.from_on)) BEGIN SELECT RAISE(ABORT, 'council_member_one_sitting refused'); END",
        "CREATE TRIGGER role_holding_one_sitting BEFORE UPDATE ON role_holding WHEN NEW.role = 'council_member' AND EXISTS (SELECT 1 FROM council_member own JOIN council_member m ON m.seat_id = own.seat_id AND m.holding_id <> own.holding_id JOIN role_holding h ON h.id = m.holding_id WHERE own.holding_id = NEW.id AND h.from_on < COALESCE(NEW.until_on, '9999-12-31') AND NEW.from_on < COALESCE(h.until_on, '9999-12-31') AND (h.until_on IS NULL OR h.until_on > h.from_on)) BEGIN SELECT RAISE(ABORT, 'role_holding_one_sitting refused'); END",
        "CREATE TRIGGER council_member_of_holding BEFORE INSERT ON council_member WHEN NOT EXISTS (SELECT 1 FROM role_holding h JOIN council_seat s ON s.place_id = h.place_id WHERE h.id = NEW.holding_id AND h.role = 'council_member' AND h.person_id = NEW.person_id AND h.place_id = NEW.place_id AND s.id = NEW.seat_id) BEGIN SELECT RAISE(ABORT, 'council_member_of_holding refused'); END",
        "CREATE TRIGGER seat_vacancy_fixed BEFORE UPDATE ON seat_vacancy WHEN NEW.seat_id <> OLD.seat_id OR NEW.since_on <> OLD.since_on OR NEW.due_on <> OLD.due_on OR NEW.early <> OLD.early OR (OLD.filled_at IS NOT NULL AND NEW.filled_at IS NULL) BEGIN SELECT RAISE(ABORT, 'seat_vacancy_fixed refused'); END",
        "CREATE TRIGGER by_election_result BEFORE UPDATE OF state ON by_election WHEN (NEW.state = 'counted' AND (NEW.winner_id IS NULL OR NEW.counted_by IS NULL OR (NEW.how <> 'lot' AND COALESCE((SELECT max(c.votes) FROM by_election_candidate c WHERE c.by_election_id = NEW.id AND c.person_id = NEW.winner_id), 0) <= COALESCE((SELECT max(c.votes) FROM by_election_candidate c WHERE c.by_election_id = NEW.id AND c.person_id <> NEW.winner_id), 0)))) OR (NEW.state = 'certified' AND (NEW.certified_by IS NULL OR NEW.winner_id IS NULL)) BEGIN SELECT RAISE(ABORT, 'by_election_result refused'); END",
        "CREATE TRIGGER by_election_fixed BEFORE UPDATE ON by_election WHEN NEW.seat_id <> OLD.seat_id OR NEW.vacancy_id <> OLD.vacancy_id OR NEW.how <> OLD.how OR NEW.held_on <> OLD.held_on OR NEW.until_on <> OLD.until_on OR (OLD.counted_by IS NOT NULL AND (COALESCE(NEW.winner_id, 0) <> COALESCE(OLD.winner_id, 0) OR COALESCE(NEW.counted_by, 0) <> OLD.counted_by OR COALESCE(NEW.took_part, 0) <> COALESCE(OLD.took_part, 0))) BEGIN SELECT RAISE(ABORT, 'by_election_fixed refused'); END",
        "CREATE TRIGGER by_election_candidate_fixed BEFORE UPDATE ON by_election_candidate WHEN OLD.votes IS NOT NULL OR NEW.person_id <> OLD.person_id OR NEW.number <> OLD.number BEGIN SELECT RAISE(ABORT, 'by_election_candidate_fixed refused'); END",
        "CREATE TRIGGER motion_steps BEFORE UPDATE OF state ON motion WHEN NEW.state <> OLD.state AND (OLD.state || '>' || NEW.state) NOT IN ('carried>voided', 'lost>voided', 'moved>fallen', 'moved>lapsed', 'moved>seconded', 'moved>withdrawn', 'seconded>amended', 'seconded>lapsed', 'seconded>split', 'seconded>to_office', 'seconded>to_residents', 'seconded>voting', 'seconded>withdrawn', 'to_office>denied', 'to_office>granted', 'to_residents>voided', 'voting>carried', 'voting>lapsed', 'voting>lost', 'voting>seconded') BEGIN SELECT RAISE(ABORT, 'motion_steps refused'); END",
        "CREATE TRIGGER council_vote_entitled BEFORE INSERT ON council_vote WHEN NOT EXISTS (SELECT 1 FROM motion m JOIN attendance a ON a.session_id = m.session_id WHERE m.id = NEW.motion_id AND m.state = 'voting' AND m.form <> 'secret' AND COALESCE(m.target_id, 0) <> NEW.person_id AND a.person_id = NEW.person_id AND a.left_at IS NULL) OR EXISTS (SELECT 1 FROM motion m JOIN recusal r ON r.item_id = m.item_id WHERE m.id = NEW.motion_id AND r.person_id = NEW.person_id) BEGIN SELECT RAISE(ABORT, 'council_vote_entitled refused'); END",
        "CREATE TRIGGER council_vote_changed BEFORE UPDATE ON council_vote WHEN NEW.motion_id <> OLD.motion_id OR NEW.person_id <> OLD.person_id OR NOT EXISTS (SELECT 1 FROM motion m JOIN attendance a ON a.session_id = m.session_id WHERE m.id = NEW.motion_id AND m.state = 'voting' AND m.form = 'open' AND COALESCE(m.target_id, 0) <> NEW.person_id AND a.person_id = NEW.person_id AND a.left_at IS NULL) OR EXISTS (SELECT 1 FROM motion m JOIN recusal r ON r.item_id = m.item_id WHERE m.id = NEW.motion_id AND r.person_id = NEW.person_id) BEGIN SELECT RAISE(ABORT, 'council_vote_changed refused'); END",
        "CREATE TRIGGER recusal_unvoted BEFORE INSERT ON recusal WHEN EXISTS (SELECT 1 FROM council_vote v JOIN motion m ON m.id = v.motion_id WHERE v.person_id = NEW.person_id AND m.state = 'voting' AND m.item_id = NEW.item_id) OR EXISTS (SELECT 1 FROM secret_mark k JOIN motion m ON m.id = k.motion_id WHERE k.person_id = NEW.person_id AND m.state = 'voting' AND m.item_id = NEW.item_id) BEGIN SELECT RAISE(ABORT, 'recusal_unvoted refused'); END",
        "CREATE TRIGGER attendance_unvoted BEFORE UPDATE ON attendance WHEN OLD.left_at IS NOT NULL OR NEW.person_id <> OLD.person_id OR NEW.channel <> OLD.channel OR EXISTS (SELECT 1 FROM council_vote v JOIN motion m ON m.id = v.motion_id WHERE v.person_id = NEW.person_id AND m.state = 'voting' AND m.session_id = NEW.session_id) OR EXISTS (SELECT 1 FROM secret_mark k JOIN motion m ON m.id = k.motion_id WHERE k.person_id = NEW.person_id AND m.state = 'voting' AND m.session_id = NEW.session_id) BEGIN SELECT RAISE(ABORT, 'attendance_unvoted refused'); END",
        "CREATE TRIGGER motion_counted BEFORE UPDATE OF state ON motion WHEN NEW.state IN ('carried', 'lost') AND (COALESCE(NEW.ayes, -1) <> CASE WHEN NEW.form = 'secret' THEN (SELECT count(*) FROM secret_ballot b WHERE b.motion_id = NEW.id AND b.choice = 'yes') ELSE (SELECT count(*) FROM council_vote v WHERE v.motion_id = NEW.id AND v.choice = 'yes') END OR COALESCE(NEW.noes, -1) <> CASE WHEN NEW.form = 'secret' THEN (SELECT count(*) FROM secret_ballot b WHERE b.motion_id = NEW.id AND b.choice = 'no') ELSE (SELECT count(*) FROM council_vote v WHERE v.motion_id = NEW.id AND v.choice = 'no') END OR COALESCE(NEW.abstentions, -1) <> CASE WHEN NEW.form = 'secret' THEN (SELECT count(*) FROM secret_ballot b WHERE b.motion_id = NEW.id AND b.choice = 'abstain') ELSE (SELECT count(*) FROM council_vote v WHERE v.motion_id = NEW.id AND v.choice = 'abstain') END OR COALESCE(NEW.entitled, -1) <> (SELECT count(*) FROM attendance a WHERE a.session_id = NEW.session_id AND a.left_at IS NULL AND a.person_id <> COALESCE(NEW.target_id, 0) AND a.person_id NOT IN (SELECT r.person_id FROM recusal r WHERE r.item_id = NEW.item_id)) OR COALESCE(NEW.base, 0) < 5 OR NEW.entitled < COALESCE(NEW.quorum, NEW.entitled + 1) OR NEW.quorum * 2 <= NEW.base OR COALESCE(NEW.needed, 0) * 2 <= NEW.entitled OR (NEW.state = 'carried') <> (NEW.ayes >= NEW.needed) OR (NEW.form = 'roll_call' AND EXISTS (SELECT 1 FROM attendance a WHERE a.session_id = NEW.session_id AND a.left_at IS NULL AND a.person_id <> COALESCE(NEW.target_id, 0) AND a.person_id NOT IN (SELECT r.person_id FROM recusal r WHERE r.item_id = NEW.item_id) AND NOT EXISTS (SELECT 1 FROM council_vote v WHERE v.motion_id = NEW.id AND v.person_id = a.person_id) AND NOT EXISTS (SELECT 1 FROM roll_pass p WHERE p.motion_id = NEW.id AND p.person_id = a.person_id AND p.round = 2))) OR (NEW.form = 'secret' AND ((SELECT count(*) FROM secret_mark k WHERE k.motion_id = NEW.id) < 5 OR (SELECT count(*) FROM secret_mark k WHERE k.motion_id = NEW.id) <> (SELECT count(*) FROM secret_ballot b WHERE b.motion_id = NEW.id) OR EXISTS (SELECT 1 FROM secret_sealed s WHERE s.motion_id = NEW.id)))) BEGIN SELECT RAISE(ABORT, 'motion_counted refused'); END",
        "CREATE TRIGGER motion_fixed BEFORE UPDATE ON motion WHEN NEW.text <> OLD.text OR NEW.text_facts <> OLD.text_facts OR NEW.text_hash <> OLD.text_hash OR NEW.item_id <> OLD.item_id OR NEW.session_id <> OLD.session_id OR NEW.kind <> OLD.kind OR NEW.part <> OLD.part OR COALESCE(NEW.target_id, 0) <> COALESCE(OLD.target_id, 0) OR (NEW.form <> OLD.form AND OLD.state <> 'seconded') OR (OLD.state IN ('carried', 'lost', 'voided', 'granted', 'denied') AND (COALESCE(NEW.ayes, -1) <> COALESCE(OLD.ayes, -1) OR COALESCE(NEW.noes, -1) <> COALESCE(OLD.noes, -1) OR COALESCE(NEW.abstentions, -1) <> COALESCE(OLD.abstentions, -1) OR COALESCE(NEW.entitled, -1) <> COALESCE(OLD.entitled, -1) OR COALESCE(NEW.base, -1) <> COALESCE(OLD.base, -1) OR COALESCE(NEW.quorum, -1) <> COALESCE(OLD.quorum, -1) OR COALESCE(NEW.needed, -1) <> COALESCE(OLD.needed, -1))) BEGIN SELECT RAISE(ABORT, 'motion_fixed refused'); END",
    ],
    "postgresql": [
        "CREATE FUNCTION risk_assessment_no_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'risk_assessment_no_update refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER risk_assessment_no_update BEFORE UPDATE ON risk_assessment FOR EACH ROW EXECUTE FUNCTION risk_assessment_no_update()',
        "CREATE FUNCTION risk_assessment_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'risk_assessment_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER risk_assessment_no_delete BEFORE DELETE ON risk_assessment FOR EACH ROW EXECUTE FUNCTION risk_assessment_no_delete()',
        "CREATE FUNCTION risk_aspect_no_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'risk_aspect_no_update refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER risk_aspect_no_update BEFORE UPDATE ON risk_aspect FOR EACH ROW EXECUTE FUNCTION risk_aspect_no_update()',
        "CREATE FUNCTION risk_aspect_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'risk_aspect_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER risk_aspect_no_delete BEFORE DELETE ON risk_aspect FOR EACH ROW EXECUTE FUNCTION risk_aspect_no_delete()',
        "CREATE FUNCTION written_promise_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'written_promise_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER written_promise_no_delete BEFORE DELETE ON written_promise FOR EACH ROW EXECUTE FUNCTION written_promise_no_delete()',
        "CREATE FUNCTION risk_assessment_on_version() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NOT EXISTS (SELECT 1 FROM proposal p WHERE p.id = NEW.proposal_id AND p.version = NEW.version AND p.state IN ('deliberating','deferred','advanced')) THEN RAISE EXCEPTION 'risk_assessment_on_version refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER risk_assessment_on_version BEFORE INSERT ON risk_assessment FOR EACH ROW EXECUTE FUNCTION risk_assessment_on_version()',
        "CREATE FUNCTION written_promise_on_version() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NOT EXISTS (SELECT 1 FROM proposal p WHERE p.id = NEW.proposal_id AND p.version = NEW.version AND p.state IN ('deliberating','deferred','advanced')) THEN RAISE EXCEPTION 'written_promise_on_version refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER written_promise_on_version BEFORE INSERT ON written_promise FOR EACH ROW EXECUTE FUNCTION written_promise_on_version()',
        "CREATE FUNCTION written_promise_signed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.party <> 'none' AND (NEW.file_id IS NULL OR NEW.signed_by = '' OR NEW.signed_on IS NULL) THEN RAISE EXCEPTION 'written_promise_signed refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER written_promise_signed BEFORE INSERT ON written_promise FOR EACH ROW EXECUTE FUNCTION written_promise_signed()',
        "CREATE FUNCTION written_promise_fixed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.id <> OLD.id OR NEW.proposal_id <> OLD.proposal_id OR NEW.version <> OLD.version OR NEW.kind <> OLD.kind OR NEW.party <> OLD.party OR NEW.who <> OLD.who OR NEW.site <> OLD.site OR NEW.conditions <> OLD.conditions OR NEW.signed_by <> OLD.signed_by OR NEW.by_id <> OLD.by_id OR COALESCE(NEW.file_id, 0) <> COALESCE(OLD.file_id, 0) OR COALESCE(NEW.yearly_cost, -1) <> COALESCE(OLD.yearly_cost, -1) OR OLD.withdrawn_at IS NOT NULL OR NOT EXISTS (SELECT 1 FROM proposal p WHERE p.id = NEW.proposal_id AND p.state IN ('deliberating','deferred','advanced')) THEN RAISE EXCEPTION 'written_promise_fixed refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER written_promise_fixed BEFORE UPDATE ON written_promise FOR EACH ROW EXECUTE FUNCTION written_promise_fixed()',
        "CREATE FUNCTION proposal_conditions_met() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF OLD.state = 'advanced' AND NEW.state = 'on_ballot' AND NOT (EXISTS (SELECT 1 FROM risk_assessment r WHERE r.version = NEW.version AND r.id = (SELECT MAX(n.id) FROM risk_assessment n WHERE n.proposal_id = NEW.id) AND (SELECT COUNT(*) FROM risk_aspect c WHERE c.assessment_id = r.id) = 6 AND (r.hearing <> '' OR NOT EXISTS (SELECT 1 FROM risk_assessment h JOIN risk_aspect a ON a.assessment_id = h.id WHERE h.proposal_id = NEW.id AND h.version = NEW.version AND a.likelihood * a.severity >= 6))) AND EXISTS (SELECT 1 FROM opinion o WHERE o.version = NEW.version AND o.favourable AND o.id = (SELECT MAX(n.id) FROM opinion n WHERE n.proposal_id = NEW.id AND n.kind = 'legality')) AND EXISTS (SELECT 1 FROM written_promise w WHERE w.version = NEW.version AND w.withdrawn_at IS NULL AND w.id = (SELECT MAX(n.id) FROM written_promise n WHERE n.proposal_id = NEW.id AND n.kind = 'consent')) AND EXISTS (SELECT 1 FROM written_promise w WHERE w.version = NEW.version AND w.withdrawn_at IS NULL AND w.id = (SELECT MAX(n.id) FROM written_promise n WHERE n.proposal_id = NEW.id AND n.kind = 'maintainer'))) THEN RAISE EXCEPTION 'proposal_conditions_met refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER proposal_conditions_met BEFORE UPDATE OF state ON proposal FOR EACH ROW EXECUTE FUNCTION proposal_conditions_met()',
        "CREATE FUNCTION proposal_risk_assessed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF OLD.state <> 'approved' AND NEW.state = 'approved' AND NOT EXISTS (SELECT 1 FROM risk_assessment r WHERE r.version = NEW.version AND r.id = (SELECT MAX(n.id) FROM risk_assessment n WHERE n.proposal_id = NEW.id) AND (SELECT COUNT(*) FROM risk_aspect c WHERE c.assessment_id = r.id) = 6 AND (r.hearing <> '' OR NOT EXISTS (SELECT 1 FROM risk_assessment h JOIN risk_aspect a ON a.assessment_id = h.id WHERE h.proposal_id = NEW.id AND h.version = NEW.version AND a.likelihood * a.severity >= 6))) THEN RAISE EXCEPTION 'proposal_risk_assessed refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER proposal_risk_assessed BEFORE UPDATE OF state ON proposal FOR EACH ROW EXECUTE FUNCTION proposal_risk_assessed()',
        "CREATE FUNCTION contribution_no_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'contribution_no_update refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER contribution_no_update BEFORE UPDATE ON contribution FOR EACH ROW EXECUTE FUNCTION contribution_no_update()',
        "CREATE FUNCTION contribution_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'contribution_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER contribution_no_delete BEFORE DELETE ON contribution FOR EACH ROW EXECUTE FUNCTION contribution_no_delete()',
        "CREATE FUNCTION report_no_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'report_no_update refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER report_no_update BEFORE UPDATE ON report FOR EACH ROW EXECUTE FUNCTION report_no_update()',
        "CREATE FUNCTION report_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'report_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER report_no_delete BEFORE DELETE ON report FOR EACH ROW EXECUTE FUNCTION report_no_delete()',
        "CREATE FUNCTION words_decision_no_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'words_decision_no_update refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER words_decision_no_update BEFORE UPDATE ON words_decision FOR EACH ROW EXECUTE FUNCTION words_decision_no_update()',
        "CREATE FUNCTION words_decision_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'words_decision_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER words_decision_no_delete BEFORE DELETE ON words_decision FOR EACH ROW EXECUTE FUNCTION words_decision_no_delete()',
        "CREATE FUNCTION words_appeal_no_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'words_appeal_no_update refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER words_appeal_no_update BEFORE UPDATE ON words_appeal FOR EACH ROW EXECUTE FUNCTION words_appeal_no_update()',
        "CREATE FUNCTION words_appeal_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'words_appeal_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER words_appeal_no_delete BEFORE DELETE ON words_appeal FOR EACH ROW EXECUTE FUNCTION words_appeal_no_delete()',
        "CREATE FUNCTION hidden_reading_no_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'hidden_reading_no_update refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER hidden_reading_no_update BEFORE UPDATE ON hidden_reading FOR EACH ROW EXECUTE FUNCTION hidden_reading_no_update()',
        "CREATE FUNCTION hidden_reading_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'hidden_reading_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER hidden_reading_no_delete BEFORE DELETE ON hidden_reading FOR EACH ROW EXECUTE FUNCTION hidden_reading_no_delete()',
        "CREATE FUNCTION words_review_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'words_review_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER words_review_no_delete BEFORE DELETE ON words_review FOR EACH ROW EXECUTE FUNCTION words_review_no_delete()',
        "CREATE FUNCTION words_review_steps() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.state <> OLD.state AND (OLD.state || '>' || NEW.state) NOT IN ('appealed>confirmed', 'appealed>restored', 'hidden>appealed', 'hidden>confirmed', 'open>hidden', 'open>kept') THEN RAISE EXCEPTION 'words_review_steps refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER words_review_steps BEFORE UPDATE OF state ON words_review FOR EACH ROW EXECUTE FUNCTION words_review_steps()',
        "CREATE FUNCTION words_review_start() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.state <> 'open' THEN RAISE EXCEPTION 'words_review_start refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER words_review_start BEFORE INSERT ON words_review FOR EACH ROW EXECUTE FUNCTION words_review_start()',
        "CREATE FUNCTION words_review_fixed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.token <> OLD.token OR NEW.kind <> OLD.kind OR NEW.said_id <> OLD.said_id OR NEW.edition <> OLD.edition OR NEW.author_id <> OLD.author_id OR NEW.place_id <> OLD.place_id OR NEW.path <> OLD.path OR NEW.opened_at <> OLD.opened_at THEN RAISE EXCEPTION 'words_review_fixed refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER words_review_fixed BEFORE UPDATE ON words_review FOR EACH ROW EXECUTE FUNCTION words_review_fixed()',
        "CREATE FUNCTION words_review_one() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF EXISTS (SELECT 1 FROM words_review w WHERE w.kind = NEW.kind AND w.said_id = NEW.said_id AND w.state IN ('open', 'hidden', 'appealed', 'confirmed')) THEN RAISE EXCEPTION 'words_review_one refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER words_review_one BEFORE INSERT ON words_review FOR EACH ROW EXECUTE FUNCTION words_review_one()',
        "CREATE FUNCTION words_review_decided() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF (NEW.state = 'hidden' AND NOT EXISTS (SELECT 1 FROM words_decision d WHERE d.review_id = NEW.id AND d.outcome = 'hide')) OR (NEW.state = 'kept' AND NOT EXISTS (SELECT 1 FROM words_decision d WHERE d.review_id = NEW.id AND d.outcome = 'keep')) OR (NEW.state = 'restored' AND NOT EXISTS (SELECT 1 FROM words_decision d WHERE d.review_id = NEW.id AND d.outcome = 'restore')) OR (OLD.state = 'appealed' AND NEW.state = 'confirmed' AND NOT EXISTS (SELECT 1 FROM words_decision d WHERE d.review_id = NEW.id AND d.outcome = 'confirm')) THEN RAISE EXCEPTION 'words_review_decided refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER words_review_decided BEFORE UPDATE OF state ON words_review FOR EACH ROW EXECUTE FUNCTION words_review_decided()',
        "CREATE FUNCTION words_decision_apart() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF EXISTS (SELECT 1 FROM words_review w WHERE w.id = NEW.review_id AND w.author_id = NEW.by_id) OR EXISTS (SELECT 1 FROM report r WHERE r.review_id = NEW.review_id AND r.reporter_id = NEW.by_id) OR EXISTS (SELECT 1 FROM words_decision d WHERE d.review_id = NEW.review_id AND d.by_id = NEW.by_id) THEN RAISE EXCEPTION 'words_decision_apart refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER words_decision_apart BEFORE INSERT ON words_decision FOR EACH ROW EXECUTE FUNCTION words_decision_apart()',
        "CREATE FUNCTION report_apart() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NOT EXISTS (SELECT 1 FROM words_review w WHERE w.id = NEW.review_id AND w.state = 'open' AND w.author_id <> NEW.reporter_id) THEN RAISE EXCEPTION 'report_apart refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER report_apart BEFORE INSERT ON report FOR EACH ROW EXECUTE FUNCTION report_apart()',
        "CREATE FUNCTION words_appeal_own() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NOT EXISTS (SELECT 1 FROM words_review w WHERE w.id = NEW.review_id AND w.state = 'hidden' AND w.author_id = NEW.by_id) THEN RAISE EXCEPTION 'words_appeal_own refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER words_appeal_own BEFORE INSERT ON words_appeal FOR EACH ROW EXECUTE FUNCTION words_appeal_own()',
        "CREATE FUNCTION comment_text_no_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'comment_text_no_update refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER comment_text_no_update BEFORE UPDATE ON comment_text FOR EACH ROW EXECUTE FUNCTION comment_text_no_update()',
        "CREATE FUNCTION comment_text_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'comment_text_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER comment_text_no_delete BEFORE DELETE ON comment_text FOR EACH ROW EXECUTE FUNCTION comment_text_no_delete()',
        "CREATE FUNCTION comment_one_level() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.parent_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM comment p WHERE p.id = NEW.parent_id AND p.parent_id IS NULL AND p.proposal_id = NEW.proposal_id) THEN RAISE EXCEPTION 'comment_one_level refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER comment_one_level BEFORE INSERT ON comment FOR EACH ROW EXECUTE FUNCTION comment_one_level()',
        "CREATE FUNCTION comment_text_own() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NOT EXISTS (SELECT 1 FROM comment c WHERE c.id = NEW.comment_id AND c.author_id = NEW.author_id) THEN RAISE EXCEPTION 'comment_text_own refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER comment_text_own BEFORE INSERT ON comment_text FOR EACH ROW EXECUTE FUNCTION comment_text_own()',
        "CREATE FUNCTION comment_text_next() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.number <> (SELECT COALESCE(MAX(t.number), 0) + 1 FROM comment_text t WHERE t.comment_id = NEW.comment_id) THEN RAISE EXCEPTION 'comment_text_next refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER comment_text_next BEFORE INSERT ON comment_text FOR EACH ROW EXECUTE FUNCTION comment_text_next()',
        "CREATE FUNCTION comment_text_late() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.number > 1 AND NOT NEW.correction AND EXISTS (SELECT 1 FROM comment c WHERE c.id = NEW.comment_id AND NEW.at > c.at + interval '10 minutes') THEN RAISE EXCEPTION 'comment_text_late refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER comment_text_late BEFORE INSERT ON comment_text FOR EACH ROW EXECUTE FUNCTION comment_text_late()',
        "CREATE FUNCTION comment_text_hidden() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.number > 1 AND EXISTS (SELECT 1 FROM words_review w WHERE w.kind = 'comment' AND w.said_id = NEW.comment_id AND w.state IN ('hidden','appealed','confirmed')) THEN RAISE EXCEPTION 'comment_text_hidden refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER comment_text_hidden BEFORE INSERT ON comment_text FOR EACH ROW EXECUTE FUNCTION comment_text_hidden()',
        "CREATE FUNCTION opinion_item_no_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'opinion_item_no_update refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER opinion_item_no_update BEFORE UPDATE ON opinion_item FOR EACH ROW EXECUTE FUNCTION opinion_item_no_update()',
        "CREATE FUNCTION opinion_item_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'opinion_item_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER opinion_item_no_delete BEFORE DELETE ON opinion_item FOR EACH ROW EXECUTE FUNCTION opinion_item_no_delete()',
        "CREATE FUNCTION opinion_file_no_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'opinion_file_no_update refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER opinion_file_no_update BEFORE UPDATE ON opinion_file FOR EACH ROW EXECUTE FUNCTION opinion_file_no_update()',
        "CREATE FUNCTION opinion_file_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'opinion_file_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER opinion_file_no_delete BEFORE DELETE ON opinion_file FOR EACH ROW EXECUTE FUNCTION opinion_file_no_delete()',
        "CREATE FUNCTION opinion_on_version() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NOT EXISTS (SELECT 1 FROM proposal p WHERE p.id = NEW.proposal_id AND p.version = NEW.version) THEN RAISE EXCEPTION 'opinion_on_version refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER opinion_on_version BEFORE INSERT ON opinion FOR EACH ROW EXECUTE FUNCTION opinion_on_version()',
        "CREATE FUNCTION opinion_not_own() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF EXISTS (SELECT 1 FROM proposal p WHERE p.id = NEW.proposal_id AND (p.author_id = NEW.by_id OR p.entered_by = NEW.by_id)) THEN RAISE EXCEPTION 'opinion_not_own refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER opinion_not_own BEFORE INSERT ON opinion FOR EACH ROW EXECUTE FUNCTION opinion_not_own()',
        "CREATE FUNCTION opinion_item_within() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.amount + COALESCE((SELECT SUM(i.amount) FROM opinion_item i WHERE i.opinion_id = NEW.opinion_id), 0) > COALESCE((SELECT o.price FROM opinion o WHERE o.id = NEW.opinion_id), 0) THEN RAISE EXCEPTION 'opinion_item_within refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER opinion_item_within BEFORE INSERT ON opinion_item FOR EACH ROW EXECUTE FUNCTION opinion_item_within()',
        "CREATE FUNCTION answer_hidden() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF EXISTS (SELECT 1 FROM words_review w WHERE w.kind = 'question' AND w.said_id = NEW.question_id AND w.state IN ('hidden','appealed','confirmed')) THEN RAISE EXCEPTION 'answer_hidden refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER answer_hidden BEFORE INSERT ON answer FOR EACH ROW EXECUTE FUNCTION answer_hidden()',
        "CREATE FUNCTION site_visit_no_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'site_visit_no_update refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER site_visit_no_update BEFORE UPDATE ON site_visit FOR EACH ROW EXECUTE FUNCTION site_visit_no_update()',
        "CREATE FUNCTION site_visit_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'site_visit_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER site_visit_no_delete BEFORE DELETE ON site_visit FOR EACH ROW EXECUTE FUNCTION site_visit_no_delete()',
        "CREATE FUNCTION site_visit_report_no_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'site_visit_report_no_update refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER site_visit_report_no_update BEFORE UPDATE ON site_visit_report FOR EACH ROW EXECUTE FUNCTION site_visit_report_no_update()',
        "CREATE FUNCTION site_visit_report_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'site_visit_report_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER site_visit_report_no_delete BEFORE DELETE ON site_visit_report FOR EACH ROW EXECUTE FUNCTION site_visit_report_no_delete()',
        "CREATE FUNCTION site_visit_present_no_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'site_visit_present_no_update refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER site_visit_present_no_update BEFORE UPDATE ON site_visit_present FOR EACH ROW EXECUTE FUNCTION site_visit_present_no_update()',
        "CREATE FUNCTION site_visit_present_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'site_visit_present_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER site_visit_present_no_delete BEFORE DELETE ON site_visit_present FOR EACH ROW EXECUTE FUNCTION site_visit_present_no_delete()',
        "CREATE FUNCTION site_visit_photo_no_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'site_visit_photo_no_update refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER site_visit_photo_no_update BEFORE UPDATE ON site_visit_photo FOR EACH ROW EXECUTE FUNCTION site_visit_photo_no_update()',
        "CREATE FUNCTION site_visit_photo_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'site_visit_photo_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER site_visit_photo_no_delete BEFORE DELETE ON site_visit_photo FOR EACH ROW EXECUTE FUNCTION site_visit_photo_no_delete()',
        "CREATE FUNCTION site_visit_cancelled_no_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'site_visit_cancelled_no_update refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER site_visit_cancelled_no_update BEFORE UPDATE ON site_visit_cancelled FOR EACH ROW EXECUTE FUNCTION site_visit_cancelled_no_update()',
        "CREATE FUNCTION site_visit_cancelled_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'site_visit_cancelled_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER site_visit_cancelled_no_delete BEFORE DELETE ON site_visit_cancelled FOR EACH ROW EXECUTE FUNCTION site_visit_cancelled_no_delete()',
        "CREATE FUNCTION site_visit_join_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'site_visit_join_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER site_visit_join_no_delete BEFORE DELETE ON site_visit_join FOR EACH ROW EXECUTE FUNCTION site_visit_join_no_delete()',
        "CREATE FUNCTION site_visit_report_after() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NOT EXISTS (SELECT 1 FROM site_visit v WHERE v.id = NEW.visit_id AND v.starts_at <= NEW.at) OR EXISTS (SELECT 1 FROM site_visit_cancelled c WHERE c.visit_id = NEW.visit_id) THEN RAISE EXCEPTION 'site_visit_report_after refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER site_visit_report_after BEFORE INSERT ON site_visit_report FOR EACH ROW EXECUTE FUNCTION site_visit_report_after()',
        "CREATE FUNCTION site_visit_cancelled_open() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF EXISTS (SELECT 1 FROM site_visit_report r WHERE r.visit_id = NEW.visit_id) THEN RAISE EXCEPTION 'site_visit_cancelled_open refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER site_visit_cancelled_open BEFORE INSERT ON site_visit_cancelled FOR EACH ROW EXECUTE FUNCTION site_visit_cancelled_open()',
        "CREATE FUNCTION site_visit_join_open() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NOT EXISTS (SELECT 1 FROM site_visit v WHERE v.id = NEW.visit_id AND v.starts_at > NEW.at) OR EXISTS (SELECT 1 FROM site_visit_cancelled c WHERE c.visit_id = NEW.visit_id) THEN RAISE EXCEPTION 'site_visit_join_open refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER site_visit_join_open BEFORE INSERT ON site_visit_join FOR EACH ROW EXECUTE FUNCTION site_visit_join_open()',
        "CREATE FUNCTION site_visit_join_fixed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF OLD.left_at IS NOT NULL OR NEW.left_at IS NULL OR NEW.visit_id <> OLD.visit_id OR NEW.person_id <> OLD.person_id OR NEW.at <> OLD.at THEN RAISE EXCEPTION 'site_visit_join_fixed refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER site_visit_join_fixed BEFORE UPDATE ON site_visit_join FOR EACH ROW EXECUTE FUNCTION site_visit_join_fixed()',
        "CREATE FUNCTION site_visit_present_joined() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.person_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM site_visit_join j WHERE j.visit_id = NEW.visit_id AND j.person_id = NEW.person_id) THEN RAISE EXCEPTION 'site_visit_present_joined refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER site_visit_present_joined BEFORE INSERT ON site_visit_present FOR EACH ROW EXECUTE FUNCTION site_visit_present_joined()',
        "CREATE FUNCTION site_visit_photo_of() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NOT EXISTS (SELECT 1 FROM site_visit v JOIN file f ON f.subject_id = v.proposal_id WHERE v.id = NEW.visit_id AND f.id = NEW.file_id AND f.media = 'image/jpeg' AND f.public) THEN RAISE EXCEPTION 'site_visit_photo_of refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER site_visit_photo_of BEFORE INSERT ON site_visit_photo FOR EACH ROW EXECUTE FUNCTION site_visit_photo_of()',
        "CREATE FUNCTION argument_no_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'argument_no_update refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER argument_no_update BEFORE UPDATE ON argument FOR EACH ROW EXECUTE FUNCTION argument_no_update()',
        "CREATE FUNCTION argument_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'argument_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER argument_no_delete BEFORE DELETE ON argument FOR EACH ROW EXECUTE FUNCTION argument_no_delete()',
        "CREATE FUNCTION argument_mark_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'argument_mark_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER argument_mark_no_delete BEFORE DELETE ON argument_mark FOR EACH ROW EXECUTE FUNCTION argument_mark_no_delete()',
        "CREATE FUNCTION argument_rank_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'argument_rank_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER argument_rank_no_delete BEFORE DELETE ON argument_rank FOR EACH ROW EXECUTE FUNCTION argument_rank_no_delete()',
        "CREATE FUNCTION argument_mark_listed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NOT EXISTS (SELECT 1 FROM roll_entry e JOIN subject s ON s.place_id = e.place_id JOIN argument a ON a.proposal_id = s.id WHERE e.id = NEW.entry_id AND e.removed_at IS NULL AND a.id = NEW.argument_id AND a.author_id <> e.person_id) THEN RAISE EXCEPTION 'argument_mark_listed refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER argument_mark_listed BEFORE INSERT ON argument_mark FOR EACH ROW EXECUTE FUNCTION argument_mark_listed()',
        "CREATE FUNCTION argument_mark_moved() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'argument_mark_moved refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER argument_mark_moved BEFORE UPDATE OF argument_id, entry_id ON argument_mark FOR EACH ROW EXECUTE FUNCTION argument_mark_moved()',
        "CREATE FUNCTION conversation_steps() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.state <> OLD.state AND (OLD.state || '>' || NEW.state) NOT IN ('open>closed') THEN RAISE EXCEPTION 'conversation_steps refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER conversation_steps BEFORE UPDATE OF state ON conversation FOR EACH ROW EXECUTE FUNCTION conversation_steps()',
        "CREATE FUNCTION conversation_start() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.state <> 'open' THEN RAISE EXCEPTION 'conversation_start refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER conversation_start BEFORE INSERT ON conversation FOR EACH ROW EXECUTE FUNCTION conversation_start()',
        "CREATE FUNCTION conversation_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'conversation_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER conversation_no_delete BEFORE DELETE ON conversation FOR EACH ROW EXECUTE FUNCTION conversation_no_delete()',
        "CREATE FUNCTION statement_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'statement_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER statement_no_delete BEFORE DELETE ON statement FOR EACH ROW EXECUTE FUNCTION statement_no_delete()',
        "CREATE FUNCTION stance_kept_no_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'stance_kept_no_update refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER stance_kept_no_update BEFORE UPDATE ON stance_kept FOR EACH ROW EXECUTE FUNCTION stance_kept_no_update()',
        "CREATE FUNCTION stance_kept_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'stance_kept_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER stance_kept_no_delete BEFORE DELETE ON stance_kept FOR EACH ROW EXECUTE FUNCTION stance_kept_no_delete()',
        "CREATE FUNCTION opinion_result_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'opinion_result_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER opinion_result_no_delete BEFORE DELETE ON opinion_result FOR EACH ROW EXECUTE FUNCTION opinion_result_no_delete()',
        "CREATE FUNCTION statement_fixed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'statement_fixed refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER statement_fixed BEFORE UPDATE OF id, conversation_id, number, text, seed, author_id, at ON statement FOR EACH ROW EXECUTE FUNCTION statement_fixed()',
        "CREATE FUNCTION conversation_fixed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'conversation_fixed refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER conversation_fixed BEFORE UPDATE OF question, about, proposal_id, opens_at, closes_at, opened_by ON conversation FOR EACH ROW EXECUTE FUNCTION conversation_fixed()',
        "CREATE FUNCTION stance_taken() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NOT ((SELECT c.state FROM conversation c WHERE c.id = NEW.conversation_id) = 'open' AND EXISTS (SELECT 1 FROM roll_entry e JOIN subject s ON s.place_id = e.place_id WHERE e.id = NEW.entry_id AND e.removed_at IS NULL AND s.id = NEW.conversation_id)) THEN RAISE EXCEPTION 'stance_taken refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER stance_taken BEFORE INSERT ON stance FOR EACH ROW EXECUTE FUNCTION stance_taken()',
        "CREATE FUNCTION stance_changed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NOT (SELECT c.state FROM conversation c WHERE c.id = OLD.conversation_id) = 'open' THEN RAISE EXCEPTION 'stance_changed refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER stance_changed BEFORE UPDATE ON stance FOR EACH ROW EXECUTE FUNCTION stance_changed()',
        "CREATE FUNCTION stance_moved() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'stance_moved refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER stance_moved BEFORE UPDATE OF statement_id, entry_id, conversation_id ON stance FOR EACH ROW EXECUTE FUNCTION stance_moved()',
        "CREATE FUNCTION stance_cut() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF (SELECT c.state FROM conversation c WHERE c.id = OLD.conversation_id) = 'open' THEN RAISE EXCEPTION 'stance_cut refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER stance_cut BEFORE DELETE ON stance FOR EACH ROW EXECUTE FUNCTION stance_cut()',
        "CREATE FUNCTION participant_cut() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF (SELECT c.state FROM conversation c WHERE c.id = OLD.conversation_id) = 'open' THEN RAISE EXCEPTION 'participant_cut refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER participant_cut BEFORE DELETE ON participant FOR EACH ROW EXECUTE FUNCTION participant_cut()',
        "CREATE FUNCTION participant_taken() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NOT ((SELECT c.state FROM conversation c WHERE c.id = NEW.conversation_id) = 'open' AND EXISTS (SELECT 1 FROM roll_entry e JOIN subject s ON s.place_id = e.place_id WHERE e.id = NEW.entry_id AND e.removed_at IS NULL AND s.id = NEW.conversation_id)) THEN RAISE EXCEPTION 'participant_taken refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER participant_taken BEFORE INSERT ON participant FOR EACH ROW EXECUTE FUNCTION participant_taken()',
        "CREATE FUNCTION stance_kept_closed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF (SELECT c.state FROM conversation c WHERE c.id = NEW.conversation_id) = 'open' THEN RAISE EXCEPTION 'stance_kept_closed refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER stance_kept_closed BEFORE INSERT ON stance_kept FOR EACH ROW EXECUTE FUNCTION stance_kept_closed()',
        "CREATE FUNCTION opinion_result_closed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NOT (SELECT c.state FROM conversation c WHERE c.id = OLD.conversation_id) = 'open' THEN RAISE EXCEPTION 'opinion_result_closed refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER opinion_result_closed BEFORE UPDATE ON opinion_result FOR EACH ROW EXECUTE FUNCTION opinion_result_closed()',
        "CREATE FUNCTION forum_steps() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.state <> OLD.state AND (OLD.state || '>' || NEW.state) NOT IN ('called>cancelled', 'called>drawing', 'called>open', 'drawing>cancelled', 'drawing>open', 'held>answered', 'open>held') THEN RAISE EXCEPTION 'forum_steps refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER forum_steps BEFORE UPDATE OF state ON forum FOR EACH ROW EXECUTE FUNCTION forum_steps()',
        "CREATE FUNCTION forum_start() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.state <> 'called' THEN RAISE EXCEPTION 'forum_start refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER forum_start BEFORE INSERT ON forum FOR EACH ROW EXECUTE FUNCTION forum_start()',
        "CREATE FUNCTION forum_participant_steps() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.state <> OLD.state AND (OLD.state || '>' || NEW.state) NOT IN ('asked>out', 'asked>taking_part', 'taking_part>out') THEN RAISE EXCEPTION 'forum_participant_steps refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER forum_participant_steps BEFORE UPDATE OF state ON forum_participant FOR EACH ROW EXECUTE FUNCTION forum_participant_steps()',
        "CREATE FUNCTION forum_participant_start() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.state <> 'asked' THEN RAISE EXCEPTION 'forum_participant_start refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER forum_participant_start BEFORE INSERT ON forum_participant FOR EACH ROW EXECUTE FUNCTION forum_participant_start()',
        "CREATE FUNCTION forum_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'forum_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER forum_no_delete BEFORE DELETE ON forum FOR EACH ROW EXECUTE FUNCTION forum_no_delete()',
        "CREATE FUNCTION forum_participant_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'forum_participant_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER forum_participant_no_delete BEFORE DELETE ON forum_participant FOR EACH ROW EXECUTE FUNCTION forum_participant_no_delete()',
        "CREATE FUNCTION forum_point_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'forum_point_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER forum_point_no_delete BEFORE DELETE ON forum_point FOR EACH ROW EXECUTE FUNCTION forum_point_no_delete()',
        "CREATE FUNCTION forum_part_no_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'forum_part_no_update refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER forum_part_no_update BEFORE UPDATE ON forum_part FOR EACH ROW EXECUTE FUNCTION forum_part_no_update()',
        "CREATE FUNCTION forum_part_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'forum_part_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER forum_part_no_delete BEFORE DELETE ON forum_part FOR EACH ROW EXECUTE FUNCTION forum_part_no_delete()',
        "CREATE FUNCTION forum_cell_no_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'forum_cell_no_update refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER forum_cell_no_update BEFORE UPDATE ON forum_cell FOR EACH ROW EXECUTE FUNCTION forum_cell_no_update()',
        "CREATE FUNCTION forum_cell_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'forum_cell_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER forum_cell_no_delete BEFORE DELETE ON forum_cell FOR EACH ROW EXECUTE FUNCTION forum_cell_no_delete()',
        "CREATE FUNCTION forum_fixed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.form <> OLD.form OR NEW.topic <> OLD.topic OR NEW.chosen <> OLD.chosen OR NEW.places <> OLD.places OR NEW.dimensions <> OLD.dimensions OR NEW.responsible <> OLD.responsible OR COALESCE(NEW.about_id, 0) <> COALESCE(OLD.about_id, 0) THEN RAISE EXCEPTION 'forum_fixed refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER forum_fixed BEFORE UPDATE ON forum FOR EACH ROW EXECUTE FUNCTION forum_fixed()',
        "CREATE FUNCTION forum_point_fixed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.text <> OLD.text OR NEW.voice <> OLD.voice OR NEW.name <> OLD.name OR NEW.number <> OLD.number OR NEW.forum_id <> OLD.forum_id OR OLD.outcome IS NOT NULL THEN RAISE EXCEPTION 'forum_point_fixed refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER forum_point_fixed BEFORE UPDATE ON forum_point FOR EACH ROW EXECUTE FUNCTION forum_point_fixed()',
        "CREATE FUNCTION forum_point_open() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NOT EXISTS (SELECT 1 FROM forum f WHERE f.id = NEW.forum_id AND f.state = 'open') THEN RAISE EXCEPTION 'forum_point_open refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER forum_point_open BEFORE INSERT ON forum_point FOR EACH ROW EXECUTE FUNCTION forum_point_open()',
        "CREATE FUNCTION forum_answered() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.state = 'answered' AND EXISTS (SELECT 1 FROM forum_point p WHERE p.forum_id = NEW.id AND p.outcome IS NULL) THEN RAISE EXCEPTION 'forum_answered refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER forum_answered BEFORE UPDATE OF state ON forum FOR EACH ROW EXECUTE FUNCTION forum_answered()',
        "CREATE FUNCTION forum_places() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.state = 'taking_part' AND OLD.state <> 'taking_part' AND (SELECT count(*) FROM forum_participant p WHERE p.forum_id = NEW.forum_id AND p.state = 'taking_part') >= (SELECT f.places FROM forum f WHERE f.id = NEW.forum_id AND f.chosen <> 'invited') THEN RAISE EXCEPTION 'forum_places refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER forum_places BEFORE UPDATE OF state ON forum_participant FOR EACH ROW EXECUTE FUNCTION forum_places()',
        "CREATE FUNCTION committee_steps() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.state <> OLD.state AND (OLD.state || '>' || NEW.state) NOT IN ('drafted>dropped', 'drafted>in_force', 'in_force>replaced') THEN RAISE EXCEPTION 'committee_steps refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER committee_steps BEFORE UPDATE OF state ON committee FOR EACH ROW EXECUTE FUNCTION committee_steps()',
        "CREATE FUNCTION committee_start() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.state <> 'drafted' THEN RAISE EXCEPTION 'committee_start refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER committee_start BEFORE INSERT ON committee FOR EACH ROW EXECUTE FUNCTION committee_start()',
        "CREATE FUNCTION committee_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'committee_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER committee_no_delete BEFORE DELETE ON committee FOR EACH ROW EXECUTE FUNCTION committee_no_delete()',
        "CREATE FUNCTION committee_member_no_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'committee_member_no_update refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER committee_member_no_update BEFORE UPDATE ON committee_member FOR EACH ROW EXECUTE FUNCTION committee_member_no_update()',
        "CREATE FUNCTION committee_member_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'committee_member_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER committee_member_no_delete BEFORE DELETE ON committee_member FOR EACH ROW EXECUTE FUNCTION committee_member_no_delete()',
        "CREATE FUNCTION committee_member_in_draft() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NOT EXISTS (SELECT 1 FROM committee c WHERE c.id = NEW.committee_id AND c.state = 'drafted') THEN RAISE EXCEPTION 'committee_member_in_draft refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER committee_member_in_draft BEFORE INSERT ON committee_member FOR EACH ROW EXECUTE FUNCTION committee_member_in_draft()',
        "CREATE FUNCTION committee_purpose_no_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'committee_purpose_no_update refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER committee_purpose_no_update BEFORE UPDATE ON committee_purpose FOR EACH ROW EXECUTE FUNCTION committee_purpose_no_update()',
        "CREATE FUNCTION committee_purpose_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'committee_purpose_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER committee_purpose_no_delete BEFORE DELETE ON committee_purpose FOR EACH ROW EXECUTE FUNCTION committee_purpose_no_delete()',
        "CREATE FUNCTION committee_purpose_in_draft() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NOT EXISTS (SELECT 1 FROM committee c WHERE c.id = NEW.committee_id AND c.state = 'drafted') THEN RAISE EXCEPTION 'committee_purpose_in_draft refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER committee_purpose_in_draft BEFORE INSERT ON committee_purpose FOR EACH ROW EXECUTE FUNCTION committee_purpose_in_draft()',
        "CREATE FUNCTION committee_report_no_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'committee_report_no_update refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER committee_report_no_update BEFORE UPDATE ON committee_report FOR EACH ROW EXECUTE FUNCTION committee_report_no_update()',
        "CREATE FUNCTION committee_report_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'committee_report_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER committee_report_no_delete BEFORE DELETE ON committee_report FOR EACH ROW EXECUTE FUNCTION committee_report_no_delete()',
        "CREATE FUNCTION committee_fixed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.until_on <> OLD.until_on OR NEW.amount_limit <> OLD.amount_limit THEN RAISE EXCEPTION 'committee_fixed refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER committee_fixed BEFORE UPDATE ON committee FOR EACH ROW EXECUTE FUNCTION committee_fixed()',
        "CREATE FUNCTION committee_by_motion() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.state = 'in_force' AND (NOT EXISTS (SELECT 1 FROM agenda_item i JOIN motion m ON m.item_id = i.id WHERE i.subject_id = NEW.id AND i.purpose = 'committee.set' AND m.state IN ('carried', 'granted')) OR EXISTS (SELECT 1 FROM committee c JOIN subject s ON s.id = c.id JOIN subject n ON n.id = NEW.id WHERE c.id <> NEW.id AND c.state = 'in_force' AND s.place_id = n.place_id)) THEN RAISE EXCEPTION 'committee_by_motion refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER committee_by_motion BEFORE UPDATE OF state ON committee FOR EACH ROW EXECUTE FUNCTION committee_by_motion()',
        "CREATE FUNCTION agenda_item_within_limits() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF EXISTS (SELECT 1 FROM council_session s WHERE s.id = NEW.session_id AND s.form = 'committee' AND NOT EXISTS (SELECT 1 FROM committee_purpose p WHERE p.committee_id = s.committee_id AND p.purpose = NEW.purpose)) THEN RAISE EXCEPTION 'agenda_item_within_limits refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER agenda_item_within_limits BEFORE INSERT ON agenda_item FOR EACH ROW EXECUTE FUNCTION agenda_item_within_limits()',
        "CREATE FUNCTION interest_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'interest_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER interest_no_delete BEFORE DELETE ON interest FOR EACH ROW EXECUTE FUNCTION interest_no_delete()',
        "CREATE FUNCTION interest_fixed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.person_id <> OLD.person_id OR NEW.place_id <> OLD.place_id OR NEW.kind <> OLD.kind OR NEW.text <> OLD.text OR NEW.organisation <> OLD.organisation OR NEW.credit_code <> OLD.credit_code OR NEW.relation <> OLD.relation OR COALESCE(NEW.kin_id, 0) <> COALESCE(OLD.kin_id, 0) OR NEW.since_on <> OLD.since_on OR OLD.until_on IS NOT NULL THEN RAISE EXCEPTION 'interest_fixed refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER interest_fixed BEFORE UPDATE ON interest FOR EACH ROW EXECUTE FUNCTION interest_fixed()',
        "CREATE FUNCTION session_live_grows() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.version <= OLD.version THEN RAISE EXCEPTION 'session_live_grows refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER session_live_grows BEFORE UPDATE ON session_live FOR EACH ROW EXECUTE FUNCTION session_live_grows()',
        "CREATE FUNCTION session_observer_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'session_observer_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER session_observer_no_delete BEFORE DELETE ON session_observer FOR EACH ROW EXECUTE FUNCTION session_observer_no_delete()',
        "CREATE FUNCTION session_observer_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF OLD.cancelled_at IS NOT NULL OR NEW.session_id <> OLD.session_id OR NEW.person_id <> OLD.person_id OR NEW.at <> OLD.at THEN RAISE EXCEPTION 'session_observer_kept refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER session_observer_kept BEFORE UPDATE ON session_observer FOR EACH ROW EXECUTE FUNCTION session_observer_kept()',
        "CREATE FUNCTION requirement_fixed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.by <> OLD.by OR NEW.needed <> OLD.needed OR NEW.days <> OLD.days OR NEW.topic <> OLD.topic THEN RAISE EXCEPTION 'requirement_fixed refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER requirement_fixed BEFORE UPDATE ON requirement FOR EACH ROW EXECUTE FUNCTION requirement_fixed()',
        "CREATE FUNCTION requirement_reached() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.state = 'reached' AND (SELECT count(*) FROM requirement_signature s WHERE s.requirement_id = NEW.id) < NEW.needed THEN RAISE EXCEPTION 'requirement_reached refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER requirement_reached BEFORE UPDATE OF state ON requirement FOR EACH ROW EXECUTE FUNCTION requirement_reached()',
        "CREATE FUNCTION speech_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'speech_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER speech_no_delete BEFORE DELETE ON speech FOR EACH ROW EXECUTE FUNCTION speech_no_delete()',
        "CREATE FUNCTION speech_asked() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NOT EXISTS (SELECT 1 FROM agenda_item i WHERE i.id = NEW.item_id AND i.session_id = NEW.session_id AND i.state = 'open') OR NOT EXISTS (SELECT 1 FROM attendance a WHERE a.session_id = NEW.session_id AND a.person_id = NEW.person_id AND a.left_at IS NULL) OR EXISTS (SELECT 1 FROM recusal r WHERE r.item_id = NEW.item_id AND r.person_id = NEW.person_id) THEN RAISE EXCEPTION 'speech_asked refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER speech_asked BEFORE INSERT ON speech FOR EACH ROW EXECUTE FUNCTION speech_asked()',
        "CREATE FUNCTION speech_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.session_id <> OLD.session_id OR NEW.item_id <> OLD.item_id OR NEW.person_id <> OLD.person_id OR NEW.kind <> OLD.kind OR NEW.asked_at <> OLD.asked_at OR NEW.number <> OLD.number OR OLD.ended_at IS NOT NULL OR OLD.withdrawn_at IS NOT NULL OR (OLD.given_at IS NOT NULL AND (NEW.given_at IS NULL OR NEW.given_at <> OLD.given_at OR NEW.out_of_order_reason <> OLD.out_of_order_reason)) OR NEW.paused_seconds < OLD.paused_seconds THEN RAISE EXCEPTION 'speech_kept refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER speech_kept BEFORE UPDATE ON speech FOR EACH ROW EXECUTE FUNCTION speech_kept()',
        "CREATE FUNCTION roll_pass_called() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NOT EXISTS (SELECT 1 FROM motion m JOIN attendance a ON a.session_id = m.session_id WHERE m.id = NEW.motion_id AND m.state = 'voting' AND m.form = 'roll_call' AND COALESCE(m.target_id, 0) <> NEW.person_id AND a.person_id = NEW.person_id AND a.left_at IS NULL) OR EXISTS (SELECT 1 FROM motion m JOIN recusal r ON r.item_id = m.item_id WHERE m.id = NEW.motion_id AND r.person_id = NEW.person_id) THEN RAISE EXCEPTION 'roll_pass_called refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER roll_pass_called BEFORE INSERT ON roll_pass FOR EACH ROW EXECUTE FUNCTION roll_pass_called()',
        "CREATE FUNCTION roll_pass_no_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'roll_pass_no_update refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER roll_pass_no_update BEFORE UPDATE ON roll_pass FOR EACH ROW EXECUTE FUNCTION roll_pass_no_update()',
        "CREATE FUNCTION roll_pass_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NOT EXISTS (SELECT 1 FROM motion m WHERE m.id = OLD.motion_id AND m.state = 'voting') THEN RAISE EXCEPTION 'roll_pass_kept refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER roll_pass_kept BEFORE DELETE ON roll_pass FOR EACH ROW EXECUTE FUNCTION roll_pass_kept()',
        "CREATE FUNCTION secret_mark_entitled() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NOT EXISTS (SELECT 1 FROM motion m JOIN attendance a ON a.session_id = m.session_id WHERE m.id = NEW.motion_id AND m.state = 'voting' AND m.form = 'secret' AND a.channel <> 'phone' AND COALESCE(m.target_id, 0) <> NEW.person_id AND a.person_id = NEW.person_id AND a.left_at IS NULL) OR EXISTS (SELECT 1 FROM motion m JOIN recusal r ON r.item_id = m.item_id WHERE m.id = NEW.motion_id AND r.person_id = NEW.person_id) THEN RAISE EXCEPTION 'secret_mark_entitled refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER secret_mark_entitled BEFORE INSERT ON secret_mark FOR EACH ROW EXECUTE FUNCTION secret_mark_entitled()',
        "CREATE FUNCTION secret_mark_no_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'secret_mark_no_update refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER secret_mark_no_update BEFORE UPDATE ON secret_mark FOR EACH ROW EXECUTE FUNCTION secret_mark_no_update()',
        "CREATE FUNCTION secret_mark_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NOT EXISTS (SELECT 1 FROM motion m WHERE m.id = OLD.motion_id AND m.state = 'voting') THEN RAISE EXCEPTION 'secret_mark_kept refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER secret_mark_kept BEFORE DELETE ON secret_mark FOR EACH ROW EXECUTE FUNCTION secret_mark_kept()',
        "CREATE FUNCTION secret_sealed_cast() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NOT EXISTS (SELECT 1 FROM motion m JOIN attendance a ON a.session_id = m.session_id WHERE m.id = NEW.motion_id AND m.state = 'voting' AND m.form = 'secret' AND a.channel <> 'phone' AND COALESCE(m.target_id, 0) <> NEW.person_id AND a.person_id = NEW.person_id AND a.left_at IS NULL) OR EXISTS (SELECT 1 FROM motion m JOIN recusal r ON r.item_id = m.item_id WHERE m.id = NEW.motion_id AND r.person_id = NEW.person_id) THEN RAISE EXCEPTION 'secret_sealed_cast refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER secret_sealed_cast BEFORE INSERT ON secret_sealed FOR EACH ROW EXECUTE FUNCTION secret_sealed_cast()',
        "CREATE FUNCTION secret_sealed_changed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.motion_id <> OLD.motion_id OR NEW.person_id <> OLD.person_id OR NOT EXISTS (SELECT 1 FROM motion m JOIN attendance a ON a.session_id = m.session_id WHERE m.id = NEW.motion_id AND m.state = 'voting' AND m.form = 'secret' AND a.channel <> 'phone' AND COALESCE(m.target_id, 0) <> NEW.person_id AND a.person_id = NEW.person_id AND a.left_at IS NULL) OR EXISTS (SELECT 1 FROM motion m JOIN recusal r ON r.item_id = m.item_id WHERE m.id = NEW.motion_id AND r.person_id = NEW.person_id) THEN RAISE EXCEPTION 'secret_sealed_changed refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER secret_sealed_changed BEFORE UPDATE ON secret_sealed FOR EACH ROW EXECUTE FUNCTION secret_sealed_changed()',
        "CREATE FUNCTION secret_vote_no_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'secret_vote_no_update refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER secret_vote_no_update BEFORE UPDATE ON secret_vote FOR EACH ROW EXECUTE FUNCTION secret_vote_no_update()',
        "CREATE FUNCTION secret_ballot_opened() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NOT EXISTS (SELECT 1 FROM motion m WHERE m.id = NEW.motion_id AND m.state = 'voting' AND m.form = 'secret') THEN RAISE EXCEPTION 'secret_ballot_opened refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER secret_ballot_opened BEFORE INSERT ON secret_ballot FOR EACH ROW EXECUTE FUNCTION secret_ballot_opened()',
        "CREATE FUNCTION secret_ballot_no_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'secret_ballot_no_update refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER secret_ballot_no_update BEFORE UPDATE ON secret_ballot FOR EACH ROW EXECUTE FUNCTION secret_ballot_no_update()',
        "CREATE FUNCTION secret_ballot_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'secret_ballot_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER secret_ballot_no_delete BEFORE DELETE ON secret_ballot FOR EACH ROW EXECUTE FUNCTION secret_ballot_no_delete()',
        "CREATE FUNCTION motion_called_off() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF OLD.state = 'voting' AND NEW.state = 'seconded' AND (OLD.form <> 'secret' OR (SELECT count(*) FROM secret_mark k WHERE k.motion_id = NEW.id) > 0 OR EXISTS (SELECT 1 FROM secret_sealed s WHERE s.motion_id = NEW.id)) THEN RAISE EXCEPTION 'motion_called_off refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER motion_called_off BEFORE UPDATE OF state ON motion FOR EACH ROW EXECUTE FUNCTION motion_called_off()',
        "CREATE FUNCTION motion_lapsed_unread() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.state = 'lapsed' AND OLD.state = 'voting' AND EXISTS (SELECT 1 FROM secret_sealed s WHERE s.motion_id = NEW.id) THEN RAISE EXCEPTION 'motion_lapsed_unread refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER motion_lapsed_unread BEFORE UPDATE OF state ON motion FOR EACH ROW EXECUTE FUNCTION motion_lapsed_unread()',
        "CREATE FUNCTION recusal_challenge_steps() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.state <> OLD.state AND (OLD.state || '>' || NEW.state) NOT IN ('open>carried', 'open>lost', 'open>moot') THEN RAISE EXCEPTION 'recusal_challenge_steps refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER recusal_challenge_steps BEFORE UPDATE OF state ON recusal_challenge FOR EACH ROW EXECUTE FUNCTION recusal_challenge_steps()',
        "CREATE FUNCTION recusal_challenge_start() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.state <> 'open' THEN RAISE EXCEPTION 'recusal_challenge_start refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER recusal_challenge_start BEFORE INSERT ON recusal_challenge FOR EACH ROW EXECUTE FUNCTION recusal_challenge_start()',
        "CREATE FUNCTION recusal_challenge_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'recusal_challenge_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER recusal_challenge_no_delete BEFORE DELETE ON recusal_challenge FOR EACH ROW EXECUTE FUNCTION recusal_challenge_no_delete()',
        "CREATE FUNCTION recusal_challenge_fixed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.item_id <> OLD.item_id OR NEW.person_id <> OLD.person_id OR NEW.by_id <> OLD.by_id OR NEW.reason <> OLD.reason OR NEW.at <> OLD.at THEN RAISE EXCEPTION 'recusal_challenge_fixed refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER recusal_challenge_fixed BEFORE UPDATE ON recusal_challenge FOR EACH ROW EXECUTE FUNCTION recusal_challenge_fixed()',
        "CREATE FUNCTION recusal_challenge_before_decision() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NOT EXISTS (SELECT 1 FROM agenda_item i WHERE i.id = NEW.item_id AND i.state IN ('waiting', 'open') AND i.purpose NOT IN ('result.adopt', 'result.void')) THEN RAISE EXCEPTION 'recusal_challenge_before_decision refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER recusal_challenge_before_decision BEFORE INSERT ON recusal_challenge FOR EACH ROW EXECUTE FUNCTION recusal_challenge_before_decision()',
        "CREATE FUNCTION recusal_challenge_carried() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.state = 'carried' AND NOT EXISTS (SELECT 1 FROM recusal r WHERE r.item_id = NEW.item_id AND r.person_id = NEW.person_id) THEN RAISE EXCEPTION 'recusal_challenge_carried refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER recusal_challenge_carried BEFORE UPDATE OF state ON recusal_challenge FOR EACH ROW EXECUTE FUNCTION recusal_challenge_carried()',
        "CREATE FUNCTION recusal_allowed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF EXISTS (SELECT 1 FROM agenda_item i WHERE i.id = NEW.item_id AND i.purpose IN ('result.adopt', 'result.void')) THEN RAISE EXCEPTION 'recusal_allowed refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER recusal_allowed BEFORE INSERT ON recusal FOR EACH ROW EXECUTE FUNCTION recusal_allowed()',
        "CREATE FUNCTION by_election_steps() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.state <> OLD.state AND (OLD.state || '>' || NEW.state) NOT IN ('announced>counted', 'announced>void', 'counted>certified', 'counted>void') THEN RAISE EXCEPTION 'by_election_steps refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER by_election_steps BEFORE UPDATE OF state ON by_election FOR EACH ROW EXECUTE FUNCTION by_election_steps()',
        "CREATE FUNCTION by_election_start() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.state <> 'announced' THEN RAISE EXCEPTION 'by_election_start refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER by_election_start BEFORE INSERT ON by_election FOR EACH ROW EXECUTE FUNCTION by_election_start()',
        "CREATE FUNCTION council_seat_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'council_seat_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER council_seat_no_delete BEFORE DELETE ON council_seat FOR EACH ROW EXECUTE FUNCTION council_seat_no_delete()',
        "CREATE FUNCTION seat_vacancy_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'seat_vacancy_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER seat_vacancy_no_delete BEFORE DELETE ON seat_vacancy FOR EACH ROW EXECUTE FUNCTION seat_vacancy_no_delete()',
        "CREATE FUNCTION by_election_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'by_election_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER by_election_no_delete BEFORE DELETE ON by_election FOR EACH ROW EXECUTE FUNCTION by_election_no_delete()',
        "CREATE FUNCTION by_election_candidate_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'by_election_candidate_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER by_election_candidate_no_delete BEFORE DELETE ON by_election_candidate FOR EACH ROW EXECUTE FUNCTION by_election_candidate_no_delete()',
        "CREATE FUNCTION council_seat_fixed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.place_id <> OLD.place_id OR NEW.number <> OLD.number OR NEW.kind <> OLD.kind OR NEW.name <> OLD.name OR COALESCE(NEW.grid_id, 0) <> COALESCE(OLD.grid_id, 0) OR NEW.from_on <> OLD.from_on THEN RAISE EXCEPTION 'council_seat_fixed refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER council_seat_fixed BEFORE UPDATE ON council_seat FOR EACH ROW EXECUTE FUNCTION council_seat_fixed()',
        "CREATE FUNCTION council_member_fixed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.holding_id <> OLD.holding_id OR NEW.person_id <> OLD.person_id OR NEW.place_id <> OLD.place_id OR NEW.seat_id <> OLD.seat_id OR NEW.chosen <> OLD.chosen OR (OLD.left_why <> '' AND NEW.left_why <> OLD.left_why) THEN RAISE EXCEPTION 'council_member_fixed refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER council_member_fixed BEFORE UPDATE ON council_member FOR EACH ROW EXECUTE FUNCTION council_member_fixed()',
        "CREATE FUNCTION council_member_one_sitting() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF EXISTS (SELECT 1 FROM council_member m JOIN role_holding h ON h.id = m.holding_id JOIN role_holding n ON n.id = NEW.holding_id WHERE m.seat_id = NEW.seat_id AND m.holding_id <> NEW.holding_id AND h.from_on < COALESCE(n.until_on, '9999-12-31') AND n.from_on < COALESCE(h.until_on, '9999-12-31') AND (h.until_on IS NULL OR h.until_on > h.from_on)) THEN RAISE EXCEPTION 'council_member_one_sitting refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER council_member_one_sitting BEFORE INSERT ON council_member FOR EACH ROW EXECUTE FUNCTION council_member_one_sitting()',
        "CREATE FUNCTION role_holding_one_sitting() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.role = 'council_member' AND EXISTS (SELECT 1 FROM council_member own JOIN council_member m ON m.seat_id = own.seat_id AND m.holding_id <> own.holding_id JOIN role_holding h ON h.id = m.holding_id WHERE own.holding_id = NEW.id AND h.from_on < COALESCE(NEW.until_on, '9999-12-31') AND NEW.from_on < COALESCE(h.until_on, '9999-12-31') AND (h.until_on IS NULL OR h.until_on > h.from_on)) THEN RAISE EXCEPTION 'role_holding_one_sitting refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER role_holding_one_sitting BEFORE UPDATE ON role_holding FOR EACH ROW EXECUTE FUNCTION role_holding_one_sitting()',
        "CREATE FUNCTION council_member_of_holding() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NOT EXISTS (SELECT 1 FROM role_holding h JOIN council_seat s ON s.place_id = h.place_id WHERE h.id = NEW.holding_id AND h.role = 'council_member' AND h.person_id = NEW.person_id AND h.place_id = NEW.place_id AND s.id = NEW.seat_id) THEN RAISE EXCEPTION 'council_member_of_holding refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER council_member_of_holding BEFORE INSERT ON council_member FOR EACH ROW EXECUTE FUNCTION council_member_of_holding()',
        "CREATE FUNCTION seat_vacancy_fixed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.seat_id <> OLD.seat_id OR NEW.since_on <> OLD.since_on OR NEW.due_on <> OLD.due_on OR NEW.early <> OLD.early OR (OLD.filled_at IS NOT NULL AND NEW.filled_at IS NULL) THEN RAISE EXCEPTION 'seat_vacancy_fixed refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER seat_vacancy_fixed BEFORE UPDATE ON seat_vacancy FOR EACH ROW EXECUTE FUNCTION seat_vacancy_fixed()',
        "CREATE FUNCTION by_election_result() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF (NEW.state = 'counted' AND (NEW.winner_id IS NULL OR NEW.counted_by IS NULL OR (NEW.how <> 'lot' AND COALESCE((SELECT max(c.votes) FROM by_election_candidate c WHERE c.by_election_id = NEW.id AND c.person_id = NEW.winner_id), 0) <= COALESCE((SELECT max(c.votes) FROM by_election_candidate c WHERE c.by_election_id = NEW.id AND c.person_id <> NEW.winner_id), 0)))) OR (NEW.state = 'certified' AND (NEW.certified_by IS NULL OR NEW.winner_id IS NULL)) THEN RAISE EXCEPTION 'by_election_result refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER by_election_result BEFORE UPDATE OF state ON by_election FOR EACH ROW EXECUTE FUNCTION by_election_result()',
        "CREATE FUNCTION by_election_fixed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.seat_id <> OLD.seat_id OR NEW.vacancy_id <> OLD.vacancy_id OR NEW.how <> OLD.how OR NEW.held_on <> OLD.held_on OR NEW.until_on <> OLD.until_on OR (OLD.counted_by IS NOT NULL AND (COALESCE(NEW.winner_id, 0) <> COALESCE(OLD.winner_id, 0) OR COALESCE(NEW.counted_by, 0) <> OLD.counted_by OR COALESCE(NEW.took_part, 0) <> COALESCE(OLD.took_part, 0))) THEN RAISE EXCEPTION 'by_election_fixed refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER by_election_fixed BEFORE UPDATE ON by_election FOR EACH ROW EXECUTE FUNCTION by_election_fixed()',
        "CREATE FUNCTION by_election_candidate_fixed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF OLD.votes IS NOT NULL OR NEW.person_id <> OLD.person_id OR NEW.number <> OLD.number THEN RAISE EXCEPTION 'by_election_candidate_fixed refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER by_election_candidate_fixed BEFORE UPDATE ON by_election_candidate FOR EACH ROW EXECUTE FUNCTION by_election_candidate_fixed()',
        "CREATE FUNCTION motion_steps() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.state <> OLD.state AND (OLD.state || '>' || NEW.state) NOT IN ('carried>voided', 'lost>voided', 'moved>fallen', 'moved>lapsed', 'moved>seconded', 'moved>withdrawn', 'seconded>amended', 'seconded>lapsed', 'seconded>split', 'seconded>to_office', 'seconded>to_residents', 'seconded>voting', 'seconded>withdrawn', 'to_office>denied', 'to_office>granted', 'to_residents>voided', 'voting>carried', 'voting>lapsed', 'voting>lost', 'voting>seconded') THEN RAISE EXCEPTION 'motion_steps refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER motion_steps BEFORE UPDATE OF state ON motion FOR EACH ROW EXECUTE FUNCTION motion_steps()',
        "CREATE FUNCTION council_vote_entitled() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NOT EXISTS (SELECT 1 FROM motion m JOIN attendance a ON a.session_id = m.session_id WHERE m.id = NEW.motion_id AND m.state = 'voting' AND m.form <> 'secret' AND COALESCE(m.target_id, 0) <> NEW.person_id AND a.person_id = NEW.person_id AND a.left_at IS NULL) OR EXISTS (SELECT 1 FROM motion m JOIN recusal r ON r.item_id = m.item_id WHERE m.id = NEW.motion_id AND r.person_id = NEW.person_id) THEN RAISE EXCEPTION 'council_vote_entitled refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER council_vote_entitled BEFORE INSERT ON council_vote FOR EACH ROW EXECUTE FUNCTION council_vote_entitled()',
        "CREATE FUNCTION council_vote_changed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.motion_id <> OLD.motion_id OR NEW.person_id <> OLD.person_id OR NOT EXISTS (SELECT 1 FROM motion m JOIN attendance a ON a.session_id = m.session_id WHERE m.id = NEW.motion_id AND m.state = 'voting' AND m.form = 'open' AND COALESCE(m.target_id, 0) <> NEW.person_id AND a.person_id = NEW.person_id AND a.left_at IS NULL) OR EXISTS (SELECT 1 FROM motion m JOIN recusal r ON r.item_id = m.item_id WHERE m.id = NEW.motion_id AND r.person_id = NEW.person_id) THEN RAISE EXCEPTION 'council_vote_changed refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER council_vote_changed BEFORE UPDATE ON council_vote FOR EACH ROW EXECUTE FUNCTION council_vote_changed()',
        "CREATE FUNCTION recusal_unvoted() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF EXISTS (SELECT 1 FROM council_vote v JOIN motion m ON m.id = v.motion_id WHERE v.person_id = NEW.person_id AND m.state = 'voting' AND m.item_id = NEW.item_id) OR EXISTS (SELECT 1 FROM secret_mark k JOIN motion m ON m.id = k.motion_id WHERE k.person_id = NEW.person_id AND m.state = 'voting' AND m.item_id = NEW.item_id) THEN RAISE EXCEPTION 'recusal_unvoted refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER recusal_unvoted BEFORE INSERT ON recusal FOR EACH ROW EXECUTE FUNCTION recusal_unvoted()',
        "CREATE FUNCTION attendance_unvoted() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF OLD.left_at IS NOT NULL OR NEW.person_id <> OLD.person_id OR NEW.channel <> OLD.channel OR EXISTS (SELECT 1 FROM council_vote v JOIN motion m ON m.id = v.motion_id WHERE v.person_id = NEW.person_id AND m.state = 'voting' AND m.session_id = NEW.session_id) OR EXISTS (SELECT 1 FROM secret_mark k JOIN motion m ON m.id = k.motion_id WHERE k.person_id = NEW.person_id AND m.state = 'voting' AND m.session_id = NEW.session_id) THEN RAISE EXCEPTION 'attendance_unvoted refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER attendance_unvoted BEFORE UPDATE ON attendance FOR EACH ROW EXECUTE FUNCTION attendance_unvoted()',
        "CREATE FUNCTION motion_counted() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.state IN ('carried', 'lost') AND (COALESCE(NEW.ayes, -1) <> CASE WHEN NEW.form = 'secret' THEN (SELECT count(*) FROM secret_ballot b WHERE b.motion_id = NEW.id AND b.choice = 'yes') ELSE (SELECT count(*) FROM council_vote v WHERE v.motion_id = NEW.id AND v.choice = 'yes') END OR COALESCE(NEW.noes, -1) <> CASE WHEN NEW.form = 'secret' THEN (SELECT count(*) FROM secret_ballot b WHERE b.motion_id = NEW.id AND b.choice = 'no') ELSE (SELECT count(*) FROM council_vote v WHERE v.motion_id = NEW.id AND v.choice = 'no') END OR COALESCE(NEW.abstentions, -1) <> CASE WHEN NEW.form = 'secret' THEN (SELECT count(*) FROM secret_ballot b WHERE b.motion_id = NEW.id AND b.choice = 'abstain') ELSE (SELECT count(*) FROM council_vote v WHERE v.motion_id = NEW.id AND v.choice = 'abstain') END OR COALESCE(NEW.entitled, -1) <> (SELECT count(*) FROM attendance a WHERE a.session_id = NEW.session_id AND a.left_at IS NULL AND a.person_id <> COALESCE(NEW.target_id, 0) AND a.person_id NOT IN (SELECT r.person_id FROM recusal r WHERE r.item_id = NEW.item_id)) OR COALESCE(NEW.base, 0) < 5 OR NEW.entitled < COALESCE(NEW.quorum, NEW.entitled + 1) OR NEW.quorum * 2 <= NEW.base OR COALESCE(NEW.needed, 0) * 2 <= NEW.entitled OR (NEW.state = 'carried') <> (NEW.ayes >= NEW.needed) OR (NEW.form = 'roll_call' AND EXISTS (SELECT 1 FROM attendance a WHERE a.session_id = NEW.session_id AND a.left_at IS NULL AND a.person_id <> COALESCE(NEW.target_id, 0) AND a.person_id NOT IN (SELECT r.person_id FROM recusal r WHERE r.item_id = NEW.item_id) AND NOT EXISTS (SELECT 1 FROM council_vote v WHERE v.motion_id = NEW.id AND v.person_id = a.person_id) AND NOT EXISTS (SELECT 1 FROM roll_pass p WHERE p.motion_id = NEW.id AND p.person_id = a.person_id AND p.round = 2))) OR (NEW.form = 'secret' AND ((SELECT count(*) FROM secret_mark k WHERE k.motion_id = NEW.id) < 5 OR (SELECT count(*) FROM secret_mark k WHERE k.motion_id = NEW.id) <> (SELECT count(*) FROM secret_ballot b WHERE b.motion_id = NEW.id) OR EXISTS (SELECT 1 FROM secret_sealed s WHERE s.motion_id = NEW.id)))) THEN RAISE EXCEPTION 'motion_counted refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER motion_counted BEFORE UPDATE OF state ON motion FOR EACH ROW EXECUTE FUNCTION motion_counted()',
        "CREATE FUNCTION motion_fixed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.text <> OLD.text OR NEW.text_facts <> OLD.text_facts OR NEW.text_hash <> OLD.text_hash OR NEW.item_id <> OLD.item_id OR NEW.session_id <> OLD.session_id OR NEW.kind <> OLD.kind OR NEW.part <> OLD.part OR COALESCE(NEW.target_id, 0) <> COALESCE(OLD.target_id, 0) OR (NEW.form <> OLD.form AND OLD.state <> 'seconded') OR (OLD.state IN ('carried', 'lost', 'voided', 'granted', 'denied') AND (COALESCE(NEW.ayes, -1) <> COALESCE(OLD.ayes, -1) OR COALESCE(NEW.noes, -1) <> COALESCE(OLD.noes, -1) OR COALESCE(NEW.abstentions, -1) <> COALESCE(OLD.abstentions, -1) OR COALESCE(NEW.entitled, -1) <> COALESCE(OLD.entitled, -1) OR COALESCE(NEW.base, -1) <> COALESCE(OLD.base, -1) OR COALESCE(NEW.quorum, -1) <> COALESCE(OLD.quorum, -1) OR COALESCE(NEW.needed, -1) <> COALESCE(OLD.needed, -1))) THEN RAISE EXCEPTION 'motion_fixed refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER motion_fixed BEFORE UPDATE ON motion FOR EACH ROW EXECUTE FUNCTION motion_fixed()',
    ],
}
GUARDED = [
    ("risk_assessment_no_update", "risk_assessment"),
    ("risk_assessment_no_delete", "risk_assessment"),
    ("risk_aspect_no_update", "risk_aspect"),
    ("risk_aspect_no_delete", "risk_aspect"),
    ("written_promise_no_delete", "written_promise"),
    ("risk_assessment_on_version", "risk_assessment"),
    ("written_promise_on_version", "written_promise"),
    ("written_promise_signed", "written_promise"),
    ("written_promise_fixed", "written_promise"),
    ("proposal_conditions_met", "proposal"),
    ("proposal_risk_assessed", "proposal"),
    ("contribution_no_update", "contribution"),
    ("contribution_no_delete", "contribution"),
    ("report_no_update", "report"),
    ("report_no_delete", "report"),
    ("words_decision_no_update", "words_decision"),
    ("words_decision_no_delete", "words_decision"),
    ("words_appeal_no_update", "words_appeal"),
    ("words_appeal_no_delete", "words_appeal"),
    ("hidden_reading_no_update", "hidden_reading"),
    ("hidden_reading_no_delete", "hidden_reading"),
    ("words_review_no_delete", "words_review"),
    ("words_review_steps", "words_review"),
    ("words_review_start", "words_review"),
    ("words_review_fixed", "words_review"),
    ("words_review_one", "words_review"),
    ("words_review_decided", "words_review"),
    ("words_decision_apart", "words_decision"),
    ("report_apart", "report"),
    ("words_appeal_own", "words_appeal"),
    ("comment_text_no_update", "comment_text"),
    ("comment_text_no_delete", "comment_text"),
    ("comment_one_level", "comment"),
    ("comment_text_own", "comment_text"),
    ("comment_text_next", "comment_text"),
    ("comment_text_late", "comment_text"),
    ("comment_text_hidden", "comment_text"),
    ("opinion_item_no_update", "opinion_item"),
    ("opinion_item_no_delete", "opinion_item"),
    ("opinion_file_no_update", "opinion_file"),
    ("opinion_file_no_delete", "opinion_file"),
    ("opinion_on_version", "opinion"),
    ("opinion_not_own", "opinion"),
    ("opinion_item_within", "opinion_item"),
    ("answer_hidden", "answer"),
    ("site_visit_no_update", "site_visit"),
    ("site_visit_no_delete", "site_visit"),
    ("site_visit_report_no_update", "site_visit_report"),
    ("site_visit_report_no_delete", "site_visit_report"),
    ("site_visit_present_no_update", "site_visit_present"),
    ("site_visit_present_no_delete", "site_visit_present"),
    ("site_visit_photo_no_update", "site_visit_photo"),
    ("site_visit_photo_no_delete", "site_visit_photo"),
    ("site_visit_cancelled_no_update", "site_visit_cancelled"),
    ("site_visit_cancelled_no_delete", "site_visit_cancelled"),
    ("site_visit_join_no_delete", "site_visit_join"),
    ("site_visit_report_after", "site_visit_report"),
    ("site_visit_cancelled_open", "site_visit_cancelled"),
    ("site_visit_join_open", "site_visit_join"),
    ("site_visit_join_fixed", "site_visit_join"),
    ("site_visit_present_joined", "site_visit_present"),
    ("site_visit_photo_of", "site_visit_photo"),
    ("argument_no_update", "argument"),
    ("argument_no_delete", "argument"),
    ("argument_mark_no_delete", "argument_mark"),
    ("argument_rank_no_delete", "argument_rank"),
    ("argument_mark_listed", "argument_mark"),
    ("argument_mark_moved", "argument_mark"),
    ("conversation_steps", "conversation"),
    ("conversation_start", "conversation"),
    ("conversation_no_delete", "conversation"),
    ("statement_no_delete", "statement"),
    ("stance_kept_no_update", "stance_kept"),
    ("stance_kept_no_delete", "stance_kept"),
    ("opinion_result_no_delete", "opinion_result"),
    ("statement_fixed", "statement"),
    ("conversation_fixed", "conversation"),
    ("stance_taken", "stance"),
    ("stance_changed", "stance"),
    ("stance_moved", "stance"),
    ("stance_cut", "stance"),
    ("participant_cut", "participant"),
    ("participant_taken", "participant"),
    ("stance_kept_closed", "stance_kept"),
    ("opinion_result_closed", "opinion_result"),
    ("forum_steps", "forum"),
    ("forum_start", "forum"),
    ("forum_participant_steps", "forum_participant"),
    ("forum_participant_start", "forum_participant"),
    ("forum_no_delete", "forum"),
    ("forum_participant_no_delete", "forum_participant"),
    ("forum_point_no_delete", "forum_point"),
    ("forum_part_no_update", "forum_part"),
    ("forum_part_no_delete", "forum_part"),
    ("forum_cell_no_update", "forum_cell"),
    ("forum_cell_no_delete", "forum_cell"),
    ("forum_fixed", "forum"),
    ("forum_point_fixed", "forum_point"),
    ("forum_point_open", "forum_point"),
    ("forum_answered", "forum"),
    ("forum_places", "forum_participant"),
    ("committee_steps", "committee"),
    ("committee_start", "committee"),
    ("committee_no_delete", "committee"),
    ("committee_member_no_update", "committee_member"),
    ("committee_member_no_delete", "committee_member"),
    ("committee_member_in_draft", "committee_member"),
    ("committee_purpose_no_update", "committee_purpose"),
    ("committee_purpose_no_delete", "committee_purpose"),
    ("committee_purpose_in_draft", "committee_purpose"),
    ("committee_report_no_update", "committee_report"),
    ("committee_report_no_delete", "committee_report"),
    ("committee_fixed", "committee"),
    ("committee_by_motion", "committee"),
    ("agenda_item_within_limits", "agenda_item"),
    ("interest_no_delete", "interest"),
    ("interest_fixed", "interest"),
    ("session_live_grows", "session_live"),
    ("session_observer_no_delete", "session_observer"),
    ("session_observer_kept", "session_observer"),
    ("requirement_fixed", "requirement"),
    ("requirement_reached", "requirement"),
    ("speech_no_delete", "speech"),
    ("speech_asked", "speech"),
    ("speech_kept", "speech"),
    ("roll_pass_called", "roll_pass"),
    ("roll_pass_no_update", "roll_pass"),
    ("roll_pass_kept", "roll_pass"),
    ("secret_mark_entitled", "secret_mark"),
    ("secret_mark_no_update", "secret_mark"),
    ("secret_mark_kept", "secret_mark"),
    ("secret_sealed_cast", "secret_sealed"),
    ("secret_sealed_changed", "secret_sealed"),
    ("secret_vote_no_update", "secret_vote"),
    ("secret_ballot_opened", "secret_ballot"),
    ("secret_ballot_no_update", "secret_ballot"),
    ("secret_ballot_no_delete", "secret_ballot"),
    ("motion_called_off", "motion"),
    ("motion_lapsed_unread", "motion"),
    ("recusal_challenge_steps", "recusal_challenge"),
    ("recusal_challenge_start", "recusal_challenge"),
    ("recusal_challenge_no_delete", "recusal_challenge"),
    ("recusal_challenge_fixed", "recusal_challenge"),
    ("recusal_challenge_before_decision", "recusal_challenge"),
    ("recusal_challenge_carried", "recusal_challenge"),
    ("recusal_allowed", "recusal"),
    ("by_election_steps", "by_election"),
    ("by_election_start", "by_election"),
    ("council_seat_no_delete", "council_seat"),
    ("seat_vacancy_no_delete", "seat_vacancy"),
    ("by_election_no_delete", "by_election"),
    ("by_election_candidate_no_delete", "by_election_candidate"),
    ("council_seat_fixed", "council_seat"),
    ("council_member_fixed", "council_member"),
    ("council_member_one_sitting", "council_member"),
    ("role_holding_one_sitting", "role_holding"),
    ("council_member_of_holding", "council_member"),
    ("seat_vacancy_fixed", "seat_vacancy"),
    ("by_election_result", "by_election"),
    ("by_election_fixed", "by_election"),
    ("by_election_candidate_fixed", "by_election_candidate"),
]
REPLACED = [
    ("motion_steps", "motion"),
    ("council_vote_entitled", "council_vote"),
    ("council_vote_changed", "council_vote"),
    ("recusal_unvoted", "recusal"),
    ("attendance_unvoted", "attendance"),
    ("motion_counted", "motion"),
    ("motion_fixed", "motion"),
]
GONE = [("ballot_condition_no_delete", "ballot_condition")]
BEFORE = {
    "sqlite": [
        "CREATE TRIGGER ballot_condition_no_delete BEFORE DELETE ON ballot_condition WHEN 1=1 BEGIN SELECT RAISE(ABORT, 'ballot_condition_no_delete refused'); END",
        "CREATE TRIGGER motion_steps BEFORE UPDATE OF state ON motion WHEN NEW.state <> OLD.state AND (OLD.state || '>' || NEW.state) NOT IN ('carried>voided', 'lost>voided', 'moved>fallen', 'moved>lapsed', 'moved>seconded', 'moved>withdrawn', 'seconded>amended', 'seconded>lapsed', 'seconded>to_office', 'seconded>to_residents', 'seconded>voting', 'seconded>withdrawn', 'to_office>denied', 'to_office>granted', 'to_residents>voided', 'voting>carried', 'voting>lapsed', 'voting>lost') BEGIN SELECT RAISE(ABORT, 'motion_steps refused'); END",
        "CREATE TRIGGER council_vote_entitled BEFORE INSERT ON council_vote WHEN NOT EXISTS (SELECT 1 FROM motion m JOIN attendance a ON a.session_id = m.session_id WHERE m.id = NEW.motion_id AND m.state = 'voting' AND a.person_id = NEW.person_id AND a.left_at IS NULL) OR EXISTS (SELECT 1 FROM motion m JOIN recusal r ON r.item_id = m.item_id WHERE m.id = NEW.motion_id AND r.person_id = NEW.person_id) BEGIN SELECT RAISE(ABORT, 'council_vote_entitled refused'); END",
        "CREATE TRIGGER council_vote_changed BEFORE UPDATE ON council_vote WHEN NOT EXISTS (SELECT 1 FROM motion m JOIN attendance a ON a.session_id = m.session_id WHERE m.id = NEW.motion_id AND m.state = 'voting' AND a.person_id = NEW.person_id AND a.left_at IS NULL) OR EXISTS (SELECT 1 FROM motion m JOIN recusal r ON r.item_id = m.item_id WHERE m.id = NEW.motion_id AND r.person_id = NEW.person_id) BEGIN SELECT RAISE(ABORT, 'council_vote_changed refused'); END",
        "CREATE TRIGGER recusal_unvoted BEFORE INSERT ON recusal WHEN EXISTS (SELECT 1 FROM council_vote v JOIN motion m ON m.id = v.motion_id WHERE v.person_id = NEW.person_id AND m.state = 'voting' AND m.item_id = NEW.item_id) BEGIN SELECT RAISE(ABORT, 'recusal_unvoted refused'); END",
        "CREATE TRIGGER attendance_unvoted BEFORE UPDATE ON attendance WHEN OLD.left_at IS NOT NULL OR NEW.person_id <> OLD.person_id OR NEW.channel <> OLD.channel OR EXISTS (SELECT 1 FROM council_vote v JOIN motion m ON m.id = v.motion_id WHERE v.person_id = NEW.person_id AND m.state = 'voting' AND m.session_id = NEW.session_id) BEGIN SELECT RAISE(ABORT, 'attendance_unvoted refused'); END",
        "CREATE TRIGGER motion_counted BEFORE UPDATE OF state ON motion WHEN NEW.state IN ('carried', 'lost') AND (COALESCE(NEW.ayes, -1) <> (SELECT count(*) FROM council_vote v WHERE v.motion_id = NEW.id AND v.choice = 'yes') OR COALESCE(NEW.noes, -1) <> (SELECT count(*) FROM council_vote v WHERE v.motion_id = NEW.id AND v.choice = 'no') OR COALESCE(NEW.abstentions, -1) <> (SELECT count(*) FROM council_vote v WHERE v.motion_id = NEW.id AND v.choice = 'abstain') OR COALESCE(NEW.entitled, -1) <> (SELECT count(*) FROM attendance a WHERE a.session_id = NEW.session_id AND a.left_at IS NULL AND a.person_id NOT IN (SELECT r.person_id FROM recusal r WHERE r.item_id = NEW.item_id)) OR COALESCE(NEW.base, 0) < 5 OR NEW.entitled < COALESCE(NEW.quorum, NEW.entitled + 1) OR NEW.quorum * 2 <= NEW.base OR COALESCE(NEW.needed, 0) * 2 <= NEW.entitled OR (NEW.state = 'carried') <> (NEW.ayes >= NEW.needed)) BEGIN SELECT RAISE(ABORT, 'motion_counted refused'); END",
        "CREATE TRIGGER motion_fixed BEFORE UPDATE ON motion WHEN NEW.text <> OLD.text OR NEW.text_facts <> OLD.text_facts OR NEW.text_hash <> OLD.text_hash OR NEW.item_id <> OLD.item_id OR NEW.session_id <> OLD.session_id OR NEW.kind <> OLD.kind OR (OLD.state IN ('carried', 'lost', 'voided', 'granted', 'denied') AND (COALESCE(NEW.ayes, -1) <> COALESCE(OLD.ayes, -1) OR COALESCE(NEW.noes, -1) <> COALESCE(OLD.noes, -1) OR COALESCE(NEW.abstentions, -1) <> COALESCE(OLD.abstentions, -1) OR COALESCE(NEW.entitled, -1) <> COALESCE(OLD.entitled, -1) OR COALESCE(NEW.base, -1) <> COALESCE(OLD.base, -1) OR COALESCE(NEW.quorum, -1) <> COALESCE(OLD.quorum, -1) OR COALESCE(NEW.needed, -1) <> COALESCE(OLD.needed, -1))) BEGIN SELECT RAISE(ABORT, 'motion_fixed refused'); END",
    ],
    "postgresql": [
        "CREATE FUNCTION ballot_condition_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TRUE THEN RAISE EXCEPTION 'ballot_condition_no_delete refused'; END IF; RETURN OLD; END $$",
        'CREATE TRIGGER ballot_condition_no_delete BEFORE DELETE ON ballot_condition FOR EACH ROW EXECUTE FUNCTION ballot_condition_no_delete()',
        "CREATE FUNCTION motion_steps() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.state <> OLD.state AND (OLD.state || '>' || NEW.state) NOT IN ('carried>voided', 'lost>voided', 'moved>fallen', 'moved>lapsed', 'moved>seconded', 'moved>withdrawn', 'seconded>amended', 'seconded>lapsed', 'seconded>to_office', 'seconded>to_residents', 'seconded>voting', 'seconded>withdrawn', 'to_office>denied', 'to_office>granted', 'to_residents>voided', 'voting>carried', 'voting>lapsed', 'voting>lost') THEN RAISE EXCEPTION 'motion_steps refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER motion_steps BEFORE UPDATE OF state ON motion FOR EACH ROW EXECUTE FUNCTION motion_steps()',
        "CREATE FUNCTION council_vote_entitled() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NOT EXISTS (SELECT 1 FROM motion m JOIN attendance a ON a.session_id = m.session_id WHERE m.id = NEW.motion_id AND m.state = 'voting' AND a.person_id = NEW.person_id AND a.left_at IS NULL) OR EXISTS (SELECT 1 FROM motion m JOIN recusal r ON r.item_id = m.item_id WHERE m.id = NEW.motion_id AND r.person_id = NEW.person_id) THEN RAISE EXCEPTION 'council_vote_entitled refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER council_vote_entitled BEFORE INSERT ON council_vote FOR EACH ROW EXECUTE FUNCTION council_vote_entitled()',
        "CREATE FUNCTION council_vote_changed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NOT EXISTS (SELECT 1 FROM motion m JOIN attendance a ON a.session_id = m.session_id WHERE m.id = NEW.motion_id AND m.state = 'voting' AND a.person_id = NEW.person_id AND a.left_at IS NULL) OR EXISTS (SELECT 1 FROM motion m JOIN recusal r ON r.item_id = m.item_id WHERE m.id = NEW.motion_id AND r.person_id = NEW.person_id) THEN RAISE EXCEPTION 'council_vote_changed refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER council_vote_changed BEFORE UPDATE ON council_vote FOR EACH ROW EXECUTE FUNCTION council_vote_changed()',
        "CREATE FUNCTION recusal_unvoted() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF EXISTS (SELECT 1 FROM council_vote v JOIN motion m ON m.id = v.motion_id WHERE v.person_id = NEW.person_id AND m.state = 'voting' AND m.item_id = NEW.item_id) THEN RAISE EXCEPTION 'recusal_unvoted refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER recusal_unvoted BEFORE INSERT ON recusal FOR EACH ROW EXECUTE FUNCTION recusal_unvoted()',
        "CREATE FUNCTION attendance_unvoted() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF OLD.left_at IS NOT NULL OR NEW.person_id <> OLD.person_id OR NEW.channel <> OLD.channel OR EXISTS (SELECT 1 FROM council_vote v JOIN motion m ON m.id = v.motion_id WHERE v.person_id = NEW.person_id AND m.state = 'voting' AND m.session_id = NEW.session_id) THEN RAISE EXCEPTION 'attendance_unvoted refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER attendance_unvoted BEFORE UPDATE ON attendance FOR EACH ROW EXECUTE FUNCTION attendance_unvoted()',
        "CREATE FUNCTION motion_counted() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.state IN ('carried', 'lost') AND (COALESCE(NEW.ayes, -1) <> (SELECT count(*) FROM council_vote v WHERE v.motion_id = NEW.id AND v.choice = 'yes') OR COALESCE(NEW.noes, -1) <> (SELECT count(*) FROM council_vote v WHERE v.motion_id = NEW.id AND v.choice = 'no') OR COALESCE(NEW.abstentions, -1) <> (SELECT count(*) FROM council_vote v WHERE v.motion_id = NEW.id AND v.choice = 'abstain') OR COALESCE(NEW.entitled, -1) <> (SELECT count(*) FROM attendance a WHERE a.session_id = NEW.session_id AND a.left_at IS NULL AND a.person_id NOT IN (SELECT r.person_id FROM recusal r WHERE r.item_id = NEW.item_id)) OR COALESCE(NEW.base, 0) < 5 OR NEW.entitled < COALESCE(NEW.quorum, NEW.entitled + 1) OR NEW.quorum * 2 <= NEW.base OR COALESCE(NEW.needed, 0) * 2 <= NEW.entitled OR (NEW.state = 'carried') <> (NEW.ayes >= NEW.needed)) THEN RAISE EXCEPTION 'motion_counted refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER motion_counted BEFORE UPDATE OF state ON motion FOR EACH ROW EXECUTE FUNCTION motion_counted()',
        "CREATE FUNCTION motion_fixed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.text <> OLD.text OR NEW.text_facts <> OLD.text_facts OR NEW.text_hash <> OLD.text_hash OR NEW.item_id <> OLD.item_id OR NEW.session_id <> OLD.session_id OR NEW.kind <> OLD.kind OR (OLD.state IN ('carried', 'lost', 'voided', 'granted', 'denied') AND (COALESCE(NEW.ayes, -1) <> COALESCE(OLD.ayes, -1) OR COALESCE(NEW.noes, -1) <> COALESCE(OLD.noes, -1) OR COALESCE(NEW.abstentions, -1) <> COALESCE(OLD.abstentions, -1) OR COALESCE(NEW.entitled, -1) <> COALESCE(OLD.entitled, -1) OR COALESCE(NEW.base, -1) <> COALESCE(OLD.base, -1) OR COALESCE(NEW.quorum, -1) <> COALESCE(OLD.quorum, -1) OR COALESCE(NEW.needed, -1) <> COALESCE(OLD.needed, -1))) THEN RAISE EXCEPTION 'motion_fixed refused'; END IF; RETURN NEW; END $$",
        'CREATE TRIGGER motion_fixed BEFORE UPDATE ON motion FOR EACH ROW EXECUTE FUNCTION motion_fixed()',
    ],
}
LATER: list[tuple[str, str, str, list[str], list[str]]] = [

]

UP: dict[str, dict[str, list[str]]] = {
    "roll_entry": {
        "sqlite": [
            "CREATE TABLE roll_entry_new ( id INTEGER NOT NULL, code TEXT NOT NULL, place_id INTEGER NOT NULL, grid_id INTEGER, person_id INTEGER NOT NULL, household TEXT NOT NULL, age_band TEXT, sex TEXT, added_at DATETIME NOT NULL, removed_at DATETIME, removed_reason TEXT, CONSTRAINT pk_roll_entry PRIMARY KEY (id), CONSTRAINT ck_roll_entry_age_band CHECK (age_band IN ('18_34','35_49','50_64','65_up')), CONSTRAINT ck_roll_entry_sex CHECK (sex IN ('female','male')), CONSTRAINT uq_roll_entry_code UNIQUE (code), CONSTRAINT fk_roll_entry_place_id FOREIGN KEY(place_id) REFERENCES place (id), CONSTRAINT fk_roll_entry_grid_id FOREIGN KEY(grid_id) REFERENCES place (id), CONSTRAINT fk_roll_entry_person_id FOREIGN KEY(person_id) REFERENCES person (id) )",
            'INSERT INTO roll_entry_new ("id", "code", "place_id", "grid_id", "person_id", "household", "age_band", "sex", "added_at", "removed_at", "removed_reason") SELECT id, code, place_id, grid_id, person_id, household, NULL, NULL, added_at, removed_at, removed_reason FROM roll_entry',
            'DROP TABLE roll_entry',
            'ALTER TABLE roll_entry_new RENAME TO roll_entry',
            'CREATE INDEX ix_roll_entry_place_id_id ON roll_entry (place_id, id)',
            'CREATE UNIQUE INDEX uq_roll_entry_person_in_force ON roll_entry (person_id) WHERE removed_at IS NULL',
        ],
        "postgresql": [
            'ALTER TABLE roll_entry DISABLE TRIGGER USER',
            'ALTER TABLE roll_entry ADD COLUMN "age_band" TEXT',
            'ALTER TABLE roll_entry ADD COLUMN "sex" TEXT',
            "ALTER TABLE roll_entry ADD CONSTRAINT ck_roll_entry_age_band CHECK (age_band IN ('18_34','35_49','50_64','65_up'))",
            "ALTER TABLE roll_entry ADD CONSTRAINT ck_roll_entry_sex CHECK (sex IN ('female','male'))",
            'ALTER TABLE roll_entry ENABLE TRIGGER USER',
        ],
    },
    "council_member": {
        "sqlite": [
            'CREATE TABLE council_member_new ( holding_id INTEGER NOT NULL, person_id INTEGER NOT NULL, place_id INTEGER NOT NULL, seat_id INTEGER NOT NULL, chosen TEXT NOT NULL, left_why TEXT NOT NULL, CONSTRAINT pk_council_member PRIMARY KEY (holding_id), CONSTRAINT fk_council_member_holding_id FOREIGN KEY(holding_id) REFERENCES role_holding (id), CONSTRAINT fk_council_member_person_id FOREIGN KEY(person_id) REFERENCES person (id), CONSTRAINT fk_council_member_place_id FOREIGN KEY(place_id) REFERENCES place (id), CONSTRAINT fk_council_member_seat_id FOREIGN KEY(seat_id) REFERENCES council_seat (id) )',
            'INSERT INTO council_member_new ("holding_id", "person_id", "place_id", "seat_id", "chosen", "left_why") SELECT holding_id, person_id, place_id, holding_id, chosen, \'\' FROM council_member',
            'DROP TABLE council_member',
            'ALTER TABLE council_member_new RENAME TO council_member',
            'CREATE INDEX ix_council_member_person_id ON council_member (person_id)',
            'CREATE INDEX ix_council_member_place_id ON council_member (place_id)',
            'CREATE INDEX ix_council_member_seat_id ON council_member (seat_id)',
        ],
        "postgresql": [
            'ALTER TABLE council_member DISABLE TRIGGER USER',
            'ALTER TABLE council_member ADD COLUMN "seat_id" INTEGER',
            'ALTER TABLE council_member ADD COLUMN "left_why" TEXT',
            'UPDATE council_member SET "seat_id" = holding_id, "left_why" = \'\'',
            'ALTER TABLE council_member ALTER COLUMN "seat_id" SET NOT NULL',
            'ALTER TABLE council_member ALTER COLUMN "left_why" SET NOT NULL',
            'ALTER TABLE council_member DROP COLUMN "seat"',
            'ALTER TABLE council_member DROP COLUMN "interests"',
            'ALTER TABLE council_member ADD CONSTRAINT fk_council_member_seat_id FOREIGN KEY(seat_id) REFERENCES council_seat (id)',
            'CREATE INDEX ix_council_member_seat_id ON council_member (seat_id)',
            'ALTER TABLE council_member ENABLE TRIGGER USER',
        ],
    },
    "comment": {
        "sqlite": [
            "CREATE TABLE comment_new ( id INTEGER NOT NULL, proposal_id INTEGER NOT NULL, author_id INTEGER NOT NULL, parent_id INTEGER, version INTEGER NOT NULL, stance TEXT NOT NULL, at DATETIME NOT NULL, CONSTRAINT pk_comment PRIMARY KEY (id), CONSTRAINT ck_comment_stance CHECK (stance IN ('for','against','question','improve','')), CONSTRAINT ck_comment_reply CHECK (parent_id IS NULL OR stance = ''), CONSTRAINT fk_comment_proposal_id FOREIGN KEY(proposal_id) REFERENCES proposal (id), CONSTRAINT fk_comment_author_id FOREIGN KEY(author_id) REFERENCES person (id), CONSTRAINT fk_comment_parent_id FOREIGN KEY(parent_id) REFERENCES comment (id) )",
            'INSERT INTO comment_new ("id", "proposal_id", "author_id", "parent_id", "version", "stance", "at") SELECT id, proposal_id, author_id, NULL, version, stance, "at" FROM comment',
            'DROP TABLE comment',
            'ALTER TABLE comment_new RENAME TO comment',
            'CREATE INDEX ix_comment_parent_id ON comment (parent_id)',
            'CREATE INDEX ix_comment_proposal_id_parent_id_id ON comment (proposal_id, parent_id, id)',
        ],
        "postgresql": [
            'ALTER TABLE comment DISABLE TRIGGER USER',
            'ALTER TABLE comment DROP CONSTRAINT ck_comment_stance',
            'DROP INDEX ix_comment_proposal_id_id',
            'ALTER TABLE comment ADD COLUMN "parent_id" INTEGER',
            'ALTER TABLE comment DROP COLUMN "text"',
            "ALTER TABLE comment ADD CONSTRAINT ck_comment_stance CHECK (stance IN ('for','against','question','improve',''))",
            "ALTER TABLE comment ADD CONSTRAINT ck_comment_reply CHECK (parent_id IS NULL OR stance = '')",
            'ALTER TABLE comment ADD CONSTRAINT fk_comment_parent_id FOREIGN KEY(parent_id) REFERENCES comment (id)',
            'CREATE INDEX ix_comment_parent_id ON comment (parent_id)',
            'CREATE INDEX ix_comment_proposal_id_parent_id_id ON comment (proposal_id, parent_id, id)',
            'ALTER TABLE comment ENABLE TRIGGER USER',
        ],
    },
    "council_session": {
        "sqlite": [
            "CREATE TABLE council_session_new ( kind TEXT NOT NULL, form TEXT NOT NULL, committee_id INTEGER, starts_at DATETIME NOT NULL, venue TEXT NOT NULL, online TEXT NOT NULL, quorum INTEGER NOT NULL, majority INTEGER NOT NULL, minutes_days INTEGER NOT NULL, recall_minutes INTEGER NOT NULL, speech_seconds INTEGER NOT NULL, observers INTEGER NOT NULL, convened_by INTEGER NOT NULL, convened_at DATETIME NOT NULL, chair_id INTEGER, opened_at DATETIME, quorum_lost_at DATETIME, ended_at DATETIME, without_quorum BOOLEAN NOT NULL, cancelled_reason TEXT NOT NULL, id INTEGER NOT NULL, state TEXT NOT NULL, state_since DATETIME NOT NULL, CONSTRAINT pk_council_session PRIMARY KEY (id), CONSTRAINT ck_council_session_kind CHECK (kind IN ('ordinary','third')), CONSTRAINT ck_council_session_form CHECK (form IN ('council','committee')), CONSTRAINT ck_council_session_committee CHECK ((form = 'committee') = (committee_id IS NOT NULL)), CONSTRAINT fk_council_session_committee_id FOREIGN KEY(committee_id) REFERENCES committee (id), CONSTRAINT fk_council_session_convened_by FOREIGN KEY(convened_by) REFERENCES person (id), CONSTRAINT fk_council_session_chair_id FOREIGN KEY(chair_id) REFERENCES person (id), CONSTRAINT fk_council_session_id FOREIGN KEY(id) REFERENCES subject (id) )",
            'INSERT INTO council_session_new ("kind", "form", "committee_id", "starts_at", "venue", "online", "quorum", "majority", "minutes_days", "recall_minutes", "speech_seconds", "observers", "convened_by", "convened_at", "chair_id", "opened_at", "quorum_lost_at", "ended_at", "without_quorum", "cancelled_reason", "id", "state", "state_since") SELECT kind, \'council\', NULL, starts_at, venue, online, quorum, majority, minutes_days, 15, 180, 20, convened_by, convened_at, chair_id, opened_at, NULL, ended_at, without_quorum, cancelled_reason, id, state, state_since FROM council_session',
            'DROP TABLE council_session',
            'ALTER TABLE council_session_new RENAME TO council_session',
            'CREATE INDEX ix_council_session_starts_at ON council_session (starts_at)',
            'CREATE INDEX ix_council_session_state ON council_session (state)',
        ],
        "postgresql": [
            'ALTER TABLE council_session DISABLE TRIGGER USER',
            'ALTER TABLE council_session ADD COLUMN "form" TEXT',
            'ALTER TABLE council_session ADD COLUMN "committee_id" INTEGER',
            'ALTER TABLE council_session ADD COLUMN "recall_minutes" INTEGER',
            'ALTER TABLE council_session ADD COLUMN "speech_seconds" INTEGER',
            'ALTER TABLE council_session ADD COLUMN "observers" INTEGER',
            'ALTER TABLE council_session ADD COLUMN "quorum_lost_at" TIMESTAMP WITH TIME ZONE',
            'UPDATE council_session SET "form" = \'council\', "recall_minutes" = 15, "speech_seconds" = 180, "observers" = 20',
            'ALTER TABLE council_session ALTER COLUMN "form" SET NOT NULL',
            'ALTER TABLE council_session ALTER COLUMN "recall_minutes" SET NOT NULL',
            'ALTER TABLE council_session ALTER COLUMN "speech_seconds" SET NOT NULL',
            'ALTER TABLE council_session ALTER COLUMN "observers" SET NOT NULL',
            "ALTER TABLE council_session ADD CONSTRAINT ck_council_session_form CHECK (form IN ('council','committee'))",
            "ALTER TABLE council_session ADD CONSTRAINT ck_council_session_committee CHECK ((form = 'committee') = (committee_id IS NOT NULL))",
            'ALTER TABLE council_session ADD CONSTRAINT fk_council_session_committee_id FOREIGN KEY(committee_id) REFERENCES committee (id)',
            'ALTER TABLE council_session ENABLE TRIGGER USER',
        ],
    },
    "merge_offer": {
        "sqlite": [
            "CREATE TABLE merge_offer_new ( id INTEGER NOT NULL, token TEXT NOT NULL, survivor_id INTEGER NOT NULL, title TEXT NOT NULL, problem TEXT NOT NULL, wish TEXT NOT NULL, location TEXT NOT NULL, beneficiaries TEXT NOT NULL, kind TEXT NOT NULL, estimate BIGINT NOT NULL, offered_by INTEGER NOT NULL, at DATETIME NOT NULL, outcome TEXT NOT NULL, closed_at DATETIME, due_at DATETIME NOT NULL, CONSTRAINT pk_merge_offer PRIMARY KEY (id), CONSTRAINT ck_merge_offer_outcome CHECK (outcome IN ('open','agreed','declined','stale','expired')), CONSTRAINT uq_merge_offer_token UNIQUE (token), CONSTRAINT fk_merge_offer_survivor_id FOREIGN KEY(survivor_id) REFERENCES proposal (id), CONSTRAINT fk_merge_offer_offered_by FOREIGN KEY(offered_by) REFERENCES person (id) )",
            'INSERT INTO merge_offer_new ("id", "token", "survivor_id", "title", "problem", "wish", "location", "beneficiaries", "kind", "estimate", "offered_by", "at", "outcome", "closed_at", "due_at") SELECT id, token, survivor_id, title, problem, wish, location, beneficiaries, kind, estimate, offered_by, "at", outcome, closed_at, strftime(\'%Y-%m-%d %H:%M:%f\', at, \'+14 days\') || \'000\' FROM merge_offer',
            'DROP TABLE merge_offer',
            'ALTER TABLE merge_offer_new RENAME TO merge_offer',
            'CREATE INDEX ix_merge_offer_survivor_id ON merge_offer (survivor_id)',
        ],
        "postgresql": [
            'ALTER TABLE merge_offer DISABLE TRIGGER USER',
            'ALTER TABLE merge_offer DROP CONSTRAINT ck_merge_offer_outcome',
            'ALTER TABLE merge_offer ADD COLUMN "due_at" TIMESTAMP WITH TIME ZONE',
            'UPDATE merge_offer SET "due_at" = at + interval \'14 days\'',
            'ALTER TABLE merge_offer ALTER COLUMN "due_at" SET NOT NULL',
            "ALTER TABLE merge_offer ADD CONSTRAINT ck_merge_offer_outcome CHECK (outcome IN ('open','agreed','declined','stale','expired'))",
            'ALTER TABLE merge_offer ENABLE TRIGGER USER',
        ],
    },
    "opinion": {
        "sqlite": [
            "CREATE TABLE opinion_new ( id INTEGER NOT NULL, proposal_id INTEGER NOT NULL, version INTEGER NOT NULL, kind TEXT NOT NULL, by_id INTEGER NOT NULL, at DATETIME NOT NULL, favourable BOOLEAN NOT NULL, capacity TEXT NOT NULL, given_by TEXT NOT NULL, price BIGINT, explanation TEXT NOT NULL, CONSTRAINT pk_opinion PRIMARY KEY (id), CONSTRAINT ck_opinion_kind CHECK (kind IN ('legality','feasibility','price')), CONSTRAINT ck_opinion_complete CHECK ((kind = 'price' AND favourable AND price IS NOT NULL AND price > 0) OR (kind <> 'price' AND price IS NULL AND (favourable OR explanation <> ''))), CONSTRAINT ck_opinion_capacity CHECK ((capacity = 'officer' AND given_by = '') OR (capacity IN ('counsel','expert') AND given_by <> '') OR (capacity = 'quoted' AND given_by <> '' AND kind = 'price')), CONSTRAINT fk_opinion_proposal_id FOREIGN KEY(proposal_id) REFERENCES proposal (id), CONSTRAINT fk_opinion_by_id FOREIGN KEY(by_id) REFERENCES person (id) )",
            'INSERT INTO opinion_new ("id", "proposal_id", "version", "kind", "by_id", "at", "favourable", "capacity", "given_by", "price", "explanation") SELECT id, proposal_id, version, CASE WHEN quoted_by <> \'\' THEN \'price\' ELSE \'feasibility\' END, by_id, "at", feasible, CASE WHEN quoted_by <> \'\' THEN \'quoted\' ELSE \'officer\' END, quoted_by, CASE WHEN quoted_by <> \'\' THEN price ELSE NULL END, explanation FROM opinion',
            'DROP TABLE opinion',
            'ALTER TABLE opinion_new RENAME TO opinion',
            'CREATE INDEX ix_opinion_proposal_id_version ON opinion (proposal_id, version)',
        ],
        "postgresql": [
            'ALTER TABLE opinion DISABLE TRIGGER USER',
            'ALTER TABLE opinion DROP CONSTRAINT ck_opinion_complete',
            'ALTER TABLE opinion ADD COLUMN "kind" TEXT',
            'ALTER TABLE opinion ADD COLUMN "favourable" BOOLEAN',
            'ALTER TABLE opinion ADD COLUMN "capacity" TEXT',
            'ALTER TABLE opinion ADD COLUMN "given_by" TEXT',
            'UPDATE opinion SET "kind" = CASE WHEN quoted_by <> \'\' THEN \'price\' ELSE \'feasibility\' END, "favourable" = feasible, "capacity" = CASE WHEN quoted_by <> \'\' THEN \'quoted\' ELSE \'officer\' END, "given_by" = quoted_by, "price" = CASE WHEN quoted_by <> \'\' THEN price ELSE NULL END',
            'ALTER TABLE opinion ALTER COLUMN "kind" SET NOT NULL',
            'ALTER TABLE opinion ALTER COLUMN "favourable" SET NOT NULL',
            'ALTER TABLE opinion ALTER COLUMN "capacity" SET NOT NULL',
            'ALTER TABLE opinion ALTER COLUMN "given_by" SET NOT NULL',
            'ALTER TABLE opinion DROP COLUMN "feasible"',
            'ALTER TABLE opinion DROP COLUMN "quoted_by"',
            "ALTER TABLE opinion ADD CONSTRAINT ck_opinion_kind CHECK (kind IN ('legality','feasibility','price'))",
            "ALTER TABLE opinion ADD CONSTRAINT ck_opinion_complete CHECK ((kind = 'price' AND favourable AND price IS NOT NULL AND price > 0) OR (kind <> 'price' AND price IS NULL AND (favourable OR explanation <> '')))",
            "ALTER TABLE opinion ADD CONSTRAINT ck_opinion_capacity CHECK ((capacity = 'officer' AND given_by = '') OR (capacity IN ('counsel','expert') AND given_by <> '') OR (capacity = 'quoted' AND given_by <> '' AND kind = 'price'))",
            'ALTER TABLE opinion ENABLE TRIGGER USER',
        ],
    },
    "question": {
        "sqlite": [
            "CREATE TABLE question_new ( id INTEGER NOT NULL, token TEXT NOT NULL, proposal_id INTEGER NOT NULL, author_id INTEGER NOT NULL, to_role TEXT NOT NULL, text TEXT NOT NULL, at DATETIME NOT NULL, due_at DATETIME NOT NULL, CONSTRAINT pk_question PRIMARY KEY (id), CONSTRAINT ck_question_to_role CHECK (to_role IN ('worker','officer','committee','author')), CONSTRAINT ck_question_said CHECK (text <> ''), CONSTRAINT ck_question_due CHECK (due_at > at), CONSTRAINT uq_question_token UNIQUE (token), CONSTRAINT fk_question_proposal_id FOREIGN KEY(proposal_id) REFERENCES proposal (id), CONSTRAINT fk_question_author_id FOREIGN KEY(author_id) REFERENCES person (id) )",
            'INSERT INTO question_new ("id", "token", "proposal_id", "author_id", "to_role", "text", "at", "due_at") SELECT id, token, proposal_id, author_id, to_role, "text", "at", strftime(\'%Y-%m-%d %H:%M:%f\', at, \'+7 days\') || \'000\' FROM question',
            'DROP TABLE question',
            'ALTER TABLE question_new RENAME TO question',
            'CREATE INDEX ix_question_due_at ON question (due_at)',
            'CREATE INDEX ix_question_proposal_id_id ON question (proposal_id, id)',
        ],
        "postgresql": [
            'ALTER TABLE question DISABLE TRIGGER USER',
            'ALTER TABLE question DROP CONSTRAINT ck_question_to_role',
            'ALTER TABLE question ADD COLUMN "due_at" TIMESTAMP WITH TIME ZONE',
            'UPDATE question SET "due_at" = at + interval \'7 days\'',
            'ALTER TABLE question ALTER COLUMN "due_at" SET NOT NULL',
            "ALTER TABLE question ADD CONSTRAINT ck_question_to_role CHECK (to_role IN ('worker','officer','committee','author'))",
            "ALTER TABLE question ADD CONSTRAINT ck_question_said CHECK (text <> '')",
            'ALTER TABLE question ADD CONSTRAINT ck_question_due CHECK (due_at > at)',
            'CREATE INDEX ix_question_due_at ON question (due_at)',
            'ALTER TABLE question ENABLE TRIGGER USER',
        ],
    },
    "answer": {
        "sqlite": [
            "CREATE TABLE answer_new ( question_id INTEGER NOT NULL, by_id INTEGER NOT NULL, text TEXT NOT NULL, at DATETIME NOT NULL, CONSTRAINT pk_answer PRIMARY KEY (question_id), CONSTRAINT ck_answer_said CHECK (text <> ''), CONSTRAINT fk_answer_question_id FOREIGN KEY(question_id) REFERENCES question (id), CONSTRAINT fk_answer_by_id FOREIGN KEY(by_id) REFERENCES person (id) )",
            'INSERT INTO answer_new ("question_id", "by_id", "text", "at") SELECT question_id, by_id, "text", "at" FROM answer',
            'DROP TABLE answer',
            'ALTER TABLE answer_new RENAME TO answer',
        ],
        "postgresql": [
            'ALTER TABLE answer DISABLE TRIGGER USER',
            "ALTER TABLE answer ADD CONSTRAINT ck_answer_said CHECK (text <> '')",
            'ALTER TABLE answer ENABLE TRIGGER USER',
        ],
    },
    "merge_part": {
        "sqlite": [
            'CREATE TABLE merge_part_new ( merge_id INTEGER NOT NULL, proposal_id INTEGER NOT NULL, version INTEGER NOT NULL, agreed BOOLEAN, answered_at DATETIME, reason TEXT NOT NULL, CONSTRAINT pk_merge_part PRIMARY KEY (merge_id, proposal_id), CONSTRAINT fk_merge_part_merge_id FOREIGN KEY(merge_id) REFERENCES merge_offer (id), CONSTRAINT fk_merge_part_proposal_id FOREIGN KEY(proposal_id) REFERENCES proposal (id) )',
            'INSERT INTO merge_part_new ("merge_id", "proposal_id", "version", "agreed", "answered_at", "reason") SELECT merge_id, proposal_id, version, agreed, answered_at, \'\' FROM merge_part',
            'DROP TABLE merge_part',
            'ALTER TABLE merge_part_new RENAME TO merge_part',
            'CREATE INDEX ix_merge_part_proposal_id ON merge_part (proposal_id)',
        ],
        "postgresql": [
            'ALTER TABLE merge_part DISABLE TRIGGER USER',
            'ALTER TABLE merge_part ADD COLUMN "reason" TEXT',
            'UPDATE merge_part SET "reason" = \'\'',
            'ALTER TABLE merge_part ALTER COLUMN "reason" SET NOT NULL',
            'ALTER TABLE merge_part ENABLE TRIGGER USER',
        ],
    },
    "requirement": {
        "sqlite": [
            'CREATE TABLE requirement_new ( id INTEGER NOT NULL, place_id INTEGER NOT NULL, path TEXT NOT NULL, "by" TEXT NOT NULL, needed INTEGER NOT NULL, days INTEGER NOT NULL, topic TEXT NOT NULL, started_at DATETIME NOT NULL, due_at DATETIME, overdue_at DATETIME, session_id INTEGER, state TEXT NOT NULL, state_since DATETIME NOT NULL, CONSTRAINT pk_requirement PRIMARY KEY (id), CONSTRAINT ck_requirement_by CHECK (by IN (\'members\',\'residents\')), CONSTRAINT ck_requirement_numbers CHECK (needed > 0 AND days > 0), CONSTRAINT fk_requirement_place_id FOREIGN KEY(place_id) REFERENCES place (id), CONSTRAINT fk_requirement_session_id FOREIGN KEY(session_id) REFERENCES council_session (id) )',
            'INSERT INTO requirement_new ("id", "place_id", "path", "by", "needed", "days", "topic", "started_at", "due_at", "overdue_at", "session_id", "state", "state_since") SELECT id, place_id, path, \'members\', 1, 5, topic, started_at, due_at, overdue_at, session_id, state, state_since FROM requirement',
            'DROP TABLE requirement',
            'ALTER TABLE requirement_new RENAME TO requirement',
            'CREATE INDEX ix_requirement_state ON requirement (state)',
            'CREATE UNIQUE INDEX uq_requirement_open ON requirement (place_id, "by") WHERE state = \'open\'',
        ],
        "postgresql": [
            'ALTER TABLE requirement DISABLE TRIGGER USER',
            'DROP INDEX uq_requirement_open',
            'ALTER TABLE requirement ADD COLUMN "by" TEXT',
            'ALTER TABLE requirement ADD COLUMN "needed" INTEGER',
            'ALTER TABLE requirement ADD COLUMN "days" INTEGER',
            'UPDATE requirement SET "by" = \'members\', "needed" = 1, "days" = 5',
            'ALTER TABLE requirement ALTER COLUMN "by" SET NOT NULL',
            'ALTER TABLE requirement ALTER COLUMN "needed" SET NOT NULL',
            'ALTER TABLE requirement ALTER COLUMN "days" SET NOT NULL',
            "ALTER TABLE requirement ADD CONSTRAINT ck_requirement_by CHECK (by IN ('members','residents'))",
            'ALTER TABLE requirement ADD CONSTRAINT ck_requirement_numbers CHECK (needed > 0 AND days > 0)',
            'CREATE UNIQUE INDEX uq_requirement_open ON requirement (place_id, "by") WHERE state = \'open\'',
            'ALTER TABLE requirement ENABLE TRIGGER USER',
        ],
    },
    "motion": {
        "sqlite": [
            "CREATE TABLE motion_new ( id INTEGER NOT NULL, session_id INTEGER NOT NULL, item_id INTEGER NOT NULL, number INTEGER NOT NULL, kind TEXT NOT NULL, amends_id INTEGER, target_id INTEGER, part TEXT NOT NULL, text TEXT NOT NULL, text_facts TEXT NOT NULL, text_hash BLOB NOT NULL, moved_by INTEGER, seconded_by INTEGER, secret_asked_by INTEGER, form TEXT NOT NULL, base INTEGER, quorum INTEGER, entitled INTEGER, needed INTEGER, ayes INTEGER, noes INTEGER, abstentions INTEGER, declared_at DATETIME, declared_by INTEGER, reason TEXT NOT NULL, due_at DATETIME, state TEXT NOT NULL, state_since DATETIME NOT NULL, CONSTRAINT pk_motion PRIMARY KEY (id), CONSTRAINT uq_motion_session_id_number UNIQUE (session_id, number), CONSTRAINT ck_motion_kind CHECK (kind IN ('main','amendment','defer','refer','table','recuse')), CONSTRAINT ck_motion_form CHECK (form IN ('open','roll_call','secret')), CONSTRAINT ck_motion_target CHECK ((kind = 'recuse') = (target_id IS NOT NULL)), CONSTRAINT ck_motion_seconder CHECK (moved_by IS NULL OR seconded_by IS NULL OR seconded_by <> moved_by), CONSTRAINT fk_motion_session_id FOREIGN KEY(session_id) REFERENCES council_session (id), CONSTRAINT fk_motion_item_id FOREIGN KEY(item_id) REFERENCES agenda_item (id), CONSTRAINT fk_motion_amends_id FOREIGN KEY(amends_id) REFERENCES motion (id), CONSTRAINT fk_motion_target_id FOREIGN KEY(target_id) REFERENCES person (id), CONSTRAINT fk_motion_moved_by FOREIGN KEY(moved_by) REFERENCES person (id), CONSTRAINT fk_motion_seconded_by FOREIGN KEY(seconded_by) REFERENCES person (id), CONSTRAINT fk_motion_secret_asked_by FOREIGN KEY(secret_asked_by) REFERENCES person (id), CONSTRAINT fk_motion_declared_by FOREIGN KEY(declared_by) REFERENCES person (id) )",
            'INSERT INTO motion_new ("id", "session_id", "item_id", "number", "kind", "amends_id", "target_id", "part", "text", "text_facts", "text_hash", "moved_by", "seconded_by", "secret_asked_by", "form", "base", "quorum", "entitled", "needed", "ayes", "noes", "abstentions", "declared_at", "declared_by", "reason", "due_at", "state", "state_since") SELECT id, session_id, item_id, number, kind, amends_id, NULL, \'\', "text", text_facts, text_hash, moved_by, seconded_by, NULL, form, base, quorum, entitled, needed, ayes, noes, abstentions, declared_at, declared_by, reason, due_at, state, state_since FROM motion',
            'DROP TABLE motion',
            'ALTER TABLE motion_new RENAME TO motion',
            'CREATE INDEX ix_motion_item_id ON motion (item_id)',
            'CREATE INDEX ix_motion_state ON motion (state)',
        ],
        "postgresql": [
            'ALTER TABLE motion DISABLE TRIGGER USER',
            'ALTER TABLE motion DROP CONSTRAINT ck_motion_form',
            'ALTER TABLE motion DROP CONSTRAINT ck_motion_kind',
            'ALTER TABLE motion ADD COLUMN "target_id" INTEGER',
            'ALTER TABLE motion ADD COLUMN "part" TEXT',
            'ALTER TABLE motion ADD COLUMN "secret_asked_by" INTEGER',
            'UPDATE motion SET "part" = \'\'',
            'ALTER TABLE motion ALTER COLUMN "part" SET NOT NULL',
            "ALTER TABLE motion ADD CONSTRAINT ck_motion_kind CHECK (kind IN ('main','amendment','defer','refer','table','recuse'))",
            "ALTER TABLE motion ADD CONSTRAINT ck_motion_form CHECK (form IN ('open','roll_call','secret'))",
            "ALTER TABLE motion ADD CONSTRAINT ck_motion_target CHECK ((kind = 'recuse') = (target_id IS NOT NULL))",
            'ALTER TABLE motion ADD CONSTRAINT fk_motion_target_id FOREIGN KEY(target_id) REFERENCES person (id)',
            'ALTER TABLE motion ADD CONSTRAINT fk_motion_secret_asked_by FOREIGN KEY(secret_asked_by) REFERENCES person (id)',
            'ALTER TABLE motion ENABLE TRIGGER USER',
        ],
    },
    "recusal": {
        "sqlite": [
            "CREATE TABLE recusal_new ( id INTEGER NOT NULL, item_id INTEGER NOT NULL, person_id INTEGER NOT NULL, source TEXT NOT NULL, ground TEXT NOT NULL, reason TEXT NOT NULL, at DATETIME NOT NULL, CONSTRAINT pk_recusal PRIMARY KEY (id), CONSTRAINT uq_recusal_item_id_person_id UNIQUE (item_id, person_id), CONSTRAINT ck_recusal_source CHECK (source IN ('declared','found','challenged')), CONSTRAINT ck_recusal_ground CHECK ((source = 'found') = (ground <> '')), CONSTRAINT fk_recusal_item_id FOREIGN KEY(item_id) REFERENCES agenda_item (id), CONSTRAINT fk_recusal_person_id FOREIGN KEY(person_id) REFERENCES person (id) )",
            'INSERT INTO recusal_new ("id", "item_id", "person_id", "source", "ground", "reason", "at") SELECT id, item_id, person_id, source, CASE WHEN source = \'found\' THEN \'interested\' ELSE \'\' END, reason, "at" FROM recusal',
            'DROP TABLE recusal',
            'ALTER TABLE recusal_new RENAME TO recusal',
        ],
        "postgresql": [
            'ALTER TABLE recusal DISABLE TRIGGER USER',
            'ALTER TABLE recusal DROP CONSTRAINT ck_recusal_source',
            'ALTER TABLE recusal ADD COLUMN "ground" TEXT',
            'UPDATE recusal SET "ground" = CASE WHEN source = \'found\' THEN \'interested\' ELSE \'\' END',
            'ALTER TABLE recusal ALTER COLUMN "ground" SET NOT NULL',
            "ALTER TABLE recusal ADD CONSTRAINT ck_recusal_source CHECK (source IN ('declared','found','challenged'))",
            "ALTER TABLE recusal ADD CONSTRAINT ck_recusal_ground CHECK ((source = 'found') = (ground <> ''))",
            'ALTER TABLE recusal ENABLE TRIGGER USER',
        ],
    },
    "requirement_signature": {
        "sqlite": [
            'CREATE TABLE requirement_signature_new ( requirement_id INTEGER NOT NULL, person_id INTEGER NOT NULL, at DATETIME NOT NULL, entered_by INTEGER NOT NULL, CONSTRAINT pk_requirement_signature PRIMARY KEY (requirement_id, person_id), CONSTRAINT fk_requirement_signature_requirement_id FOREIGN KEY(requirement_id) REFERENCES requirement (id), CONSTRAINT fk_requirement_signature_person_id FOREIGN KEY(person_id) REFERENCES person (id), CONSTRAINT fk_requirement_signature_entered_by FOREIGN KEY(entered_by) REFERENCES person (id) )',
            'INSERT INTO requirement_signature_new ("requirement_id", "person_id", "at", "entered_by") SELECT requirement_id, person_id, "at", person_id FROM requirement_signature',
            'DROP TABLE requirement_signature',
            'ALTER TABLE requirement_signature_new RENAME TO requirement_signature',
        ],
        "postgresql": [
            'ALTER TABLE requirement_signature DISABLE TRIGGER USER',
            'ALTER TABLE requirement_signature ADD COLUMN "entered_by" INTEGER',
            'UPDATE requirement_signature SET "entered_by" = person_id',
            'ALTER TABLE requirement_signature ALTER COLUMN "entered_by" SET NOT NULL',
            'ALTER TABLE requirement_signature ADD CONSTRAINT fk_requirement_signature_entered_by FOREIGN KEY(entered_by) REFERENCES person (id)',
            'ALTER TABLE requirement_signature ENABLE TRIGGER USER',
        ],
    },
}
"""Tables that get another shape: made anew on SQLite, altered on PostgreSQL."""
DOWN: dict[str, dict[str, list[str]]] = {
    "roll_entry": {
        "sqlite": [
            'CREATE TABLE roll_entry_new ( id INTEGER NOT NULL, code TEXT NOT NULL, place_id INTEGER NOT NULL, grid_id INTEGER, person_id INTEGER NOT NULL, household TEXT NOT NULL, added_at DATETIME NOT NULL, removed_at DATETIME, removed_reason TEXT, CONSTRAINT pk_roll_entry PRIMARY KEY (id), CONSTRAINT fk_roll_entry_grid_id FOREIGN KEY(grid_id) REFERENCES place (id), CONSTRAINT fk_roll_entry_person_id FOREIGN KEY(person_id) REFERENCES person (id), CONSTRAINT fk_roll_entry_place_id FOREIGN KEY(place_id) REFERENCES place (id), CONSTRAINT uq_roll_entry_code UNIQUE (code) )',
            'INSERT INTO roll_entry_new ("id", "code", "place_id", "grid_id", "person_id", "household", "added_at", "removed_at", "removed_reason") SELECT id, code, place_id, grid_id, person_id, household, added_at, removed_at, removed_reason FROM roll_entry',
            'DROP TABLE roll_entry',
            'ALTER TABLE roll_entry_new RENAME TO roll_entry',
            'CREATE INDEX ix_roll_entry_place_id_id ON roll_entry (place_id, id)',
            'CREATE UNIQUE INDEX uq_roll_entry_person_in_force ON roll_entry (person_id) WHERE removed_at IS NULL',
        ],
        "postgresql": [
            'ALTER TABLE roll_entry DISABLE TRIGGER USER',
            'ALTER TABLE roll_entry DROP CONSTRAINT ck_roll_entry_age_band',
            'ALTER TABLE roll_entry DROP CONSTRAINT ck_roll_entry_sex',
            'ALTER TABLE roll_entry DROP COLUMN "age_band"',
            'ALTER TABLE roll_entry DROP COLUMN "sex"',
            'ALTER TABLE roll_entry ENABLE TRIGGER USER',
        ],
    },
    "council_member": {
        "sqlite": [
            'CREATE TABLE council_member_new ( holding_id INTEGER NOT NULL, person_id INTEGER NOT NULL, place_id INTEGER NOT NULL, seat TEXT NOT NULL, chosen TEXT NOT NULL, interests TEXT NOT NULL, CONSTRAINT pk_council_member PRIMARY KEY (holding_id), CONSTRAINT fk_council_member_holding_id FOREIGN KEY(holding_id) REFERENCES role_holding (id), CONSTRAINT fk_council_member_person_id FOREIGN KEY(person_id) REFERENCES person (id), CONSTRAINT fk_council_member_place_id FOREIGN KEY(place_id) REFERENCES place (id) )',
            'INSERT INTO council_member_new ("holding_id", "person_id", "place_id", "seat", "chosen", "interests") SELECT holding_id, person_id, place_id, COALESCE((SELECT s.name FROM council_seat s WHERE s.id = council_member.seat_id), \'\'), chosen, \'\' FROM council_member',
            'DROP TABLE council_member',
            'ALTER TABLE council_member_new RENAME TO council_member',
            'CREATE INDEX ix_council_member_person_id ON council_member (person_id)',
            'CREATE INDEX ix_council_member_place_id ON council_member (place_id)',
        ],
        "postgresql": [
            'ALTER TABLE council_member DISABLE TRIGGER USER',
            'ALTER TABLE council_member DROP CONSTRAINT fk_council_member_seat_id',
            'DROP INDEX ix_council_member_seat_id',
            'ALTER TABLE council_member ADD COLUMN "seat" TEXT',
            'ALTER TABLE council_member ADD COLUMN "interests" TEXT',
            'UPDATE council_member SET "seat" = COALESCE((SELECT s.name FROM council_seat s WHERE s.id = council_member.seat_id), \'\'), "interests" = \'\'',
            'ALTER TABLE council_member ALTER COLUMN "seat" SET NOT NULL',
            'ALTER TABLE council_member ALTER COLUMN "interests" SET NOT NULL',
            'ALTER TABLE council_member DROP COLUMN "seat_id"',
            'ALTER TABLE council_member DROP COLUMN "left_why"',
            'ALTER TABLE council_member ENABLE TRIGGER USER',
        ],
    },
    "comment": {
        "sqlite": [
            "CREATE TABLE comment_new ( id INTEGER NOT NULL, proposal_id INTEGER NOT NULL, author_id INTEGER NOT NULL, version INTEGER NOT NULL, stance TEXT NOT NULL, text TEXT NOT NULL, at DATETIME NOT NULL, CONSTRAINT pk_comment PRIMARY KEY (id), CONSTRAINT ck_comment_stance CHECK (stance IN ('for','against','improve','')), CONSTRAINT fk_comment_author_id FOREIGN KEY(author_id) REFERENCES person (id), CONSTRAINT fk_comment_proposal_id FOREIGN KEY(proposal_id) REFERENCES proposal (id) )",
            'INSERT INTO comment_new ("id", "proposal_id", "author_id", "version", "stance", "text", "at") SELECT id, proposal_id, author_id, version, CASE WHEN stance = \'question\' THEN \'\' ELSE stance END, COALESCE((SELECT t.text FROM comment_text t WHERE t.comment_id = comment.id ORDER BY t.number DESC LIMIT 1), \'\'), "at" FROM comment',
            'DROP TABLE comment',
            'ALTER TABLE comment_new RENAME TO comment',
            'CREATE INDEX ix_comment_proposal_id_id ON comment (proposal_id, id)',
        ],
        "postgresql": [
            'ALTER TABLE comment DISABLE TRIGGER USER',
            'ALTER TABLE comment DROP CONSTRAINT ck_comment_stance',
            'ALTER TABLE comment DROP CONSTRAINT ck_comment_reply',
            'ALTER TABLE comment DROP CONSTRAINT fk_comment_parent_id',
            'DROP INDEX ix_comment_parent_id',
            'DROP INDEX ix_comment_proposal_id_parent_id_id',
            'ALTER TABLE comment ADD COLUMN "text" TEXT',
            'UPDATE comment SET "stance" = CASE WHEN stance = \'question\' THEN \'\' ELSE stance END, "text" = COALESCE((SELECT t.text FROM comment_text t WHERE t.comment_id = comment.id ORDER BY t.number DESC LIMIT 1), \'\')',
            'ALTER TABLE comment ALTER COLUMN "text" SET NOT NULL',
            'ALTER TABLE comment DROP COLUMN "parent_id"',
            "ALTER TABLE comment ADD CONSTRAINT ck_comment_stance CHECK (stance IN ('for','against','improve',''))",
            'CREATE INDEX ix_comment_proposal_id_id ON comment (proposal_id, id)',
            'ALTER TABLE comment ENABLE TRIGGER USER',
        ],
    },
    "council_session": {
        "sqlite": [
            "CREATE TABLE council_session_new ( kind TEXT NOT NULL, starts_at DATETIME NOT NULL, venue TEXT NOT NULL, online TEXT NOT NULL, quorum INTEGER NOT NULL, majority INTEGER NOT NULL, minutes_days INTEGER NOT NULL, convened_by INTEGER NOT NULL, convened_at DATETIME NOT NULL, chair_id INTEGER, opened_at DATETIME, ended_at DATETIME, without_quorum BOOLEAN NOT NULL, cancelled_reason TEXT NOT NULL, id INTEGER NOT NULL, state TEXT NOT NULL, state_since DATETIME NOT NULL, CONSTRAINT pk_council_session PRIMARY KEY (id), CONSTRAINT ck_council_session_kind CHECK (kind IN ('ordinary','third')), CONSTRAINT fk_council_session_chair_id FOREIGN KEY(chair_id) REFERENCES person (id), CONSTRAINT fk_council_session_convened_by FOREIGN KEY(convened_by) REFERENCES person (id), CONSTRAINT fk_council_session_id FOREIGN KEY(id) REFERENCES subject (id) )",
            'INSERT INTO council_session_new ("kind", "starts_at", "venue", "online", "quorum", "majority", "minutes_days", "convened_by", "convened_at", "chair_id", "opened_at", "ended_at", "without_quorum", "cancelled_reason", "id", "state", "state_since") SELECT kind, starts_at, venue, online, quorum, majority, minutes_days, convened_by, convened_at, chair_id, opened_at, ended_at, without_quorum, cancelled_reason, id, state, state_since FROM council_session',
            'DROP TABLE council_session',
            'ALTER TABLE council_session_new RENAME TO council_session',
            'CREATE INDEX ix_council_session_starts_at ON council_session (starts_at)',
            'CREATE INDEX ix_council_session_state ON council_session (state)',
        ],
        "postgresql": [
            'ALTER TABLE council_session DISABLE TRIGGER USER',
            'ALTER TABLE council_session DROP CONSTRAINT ck_council_session_form',
            'ALTER TABLE council_session DROP CONSTRAINT ck_council_session_committee',
            'ALTER TABLE council_session DROP CONSTRAINT fk_council_session_committee_id',
            'ALTER TABLE council_session DROP COLUMN "form"',
            'ALTER TABLE council_session DROP COLUMN "committee_id"',
            'ALTER TABLE council_session DROP COLUMN "recall_minutes"',
            'ALTER TABLE council_session DROP COLUMN "speech_seconds"',
            'ALTER TABLE council_session DROP COLUMN "observers"',
            'ALTER TABLE council_session DROP COLUMN "quorum_lost_at"',
            'ALTER TABLE council_session ENABLE TRIGGER USER',
        ],
    },
    "merge_offer": {
        "sqlite": [
            "CREATE TABLE merge_offer_new ( id INTEGER NOT NULL, token TEXT NOT NULL, survivor_id INTEGER NOT NULL, title TEXT NOT NULL, problem TEXT NOT NULL, wish TEXT NOT NULL, location TEXT NOT NULL, beneficiaries TEXT NOT NULL, kind TEXT NOT NULL, estimate BIGINT NOT NULL, offered_by INTEGER NOT NULL, at DATETIME NOT NULL, outcome TEXT NOT NULL, closed_at DATETIME, CONSTRAINT pk_merge_offer PRIMARY KEY (id), CONSTRAINT ck_merge_offer_outcome CHECK (outcome IN ('open','agreed','declined','stale')), CONSTRAINT fk_merge_offer_offered_by FOREIGN KEY(offered_by) REFERENCES person (id), CONSTRAINT fk_merge_offer_survivor_id FOREIGN KEY(survivor_id) REFERENCES proposal (id), CONSTRAINT uq_merge_offer_token UNIQUE (token) )",
            'INSERT INTO merge_offer_new ("id", "token", "survivor_id", "title", "problem", "wish", "location", "beneficiaries", "kind", "estimate", "offered_by", "at", "outcome", "closed_at") SELECT id, token, survivor_id, title, problem, wish, location, beneficiaries, kind, estimate, offered_by, "at", CASE WHEN outcome = \'expired\' THEN \'stale\' ELSE outcome END, closed_at FROM merge_offer',
            'DROP TABLE merge_offer',
            'ALTER TABLE merge_offer_new RENAME TO merge_offer',
            'CREATE INDEX ix_merge_offer_survivor_id ON merge_offer (survivor_id)',
        ],
        "postgresql": [
            'ALTER TABLE merge_offer DISABLE TRIGGER USER',
            'ALTER TABLE merge_offer DROP CONSTRAINT ck_merge_offer_outcome',
            'UPDATE merge_offer SET "outcome" = CASE WHEN outcome = \'expired\' THEN \'stale\' ELSE outcome END',
            'ALTER TABLE merge_offer DROP COLUMN "due_at"',
            "ALTER TABLE merge_offer ADD CONSTRAINT ck_merge_offer_outcome CHECK (outcome IN ('open','agreed','declined','stale'))",
            'ALTER TABLE merge_offer ENABLE TRIGGER USER',
        ],
    },
    "opinion": {
        "sqlite": [
            "CREATE TABLE opinion_new ( id INTEGER NOT NULL, proposal_id INTEGER NOT NULL, version INTEGER NOT NULL, by_id INTEGER NOT NULL, at DATETIME NOT NULL, feasible BOOLEAN NOT NULL, price BIGINT, explanation TEXT NOT NULL, quoted_by TEXT NOT NULL, CONSTRAINT pk_opinion PRIMARY KEY (id), CONSTRAINT ck_opinion_complete CHECK ((feasible AND price IS NOT NULL AND price > 0) OR (NOT feasible AND explanation <> '')), CONSTRAINT fk_opinion_by_id FOREIGN KEY(by_id) REFERENCES person (id), CONSTRAINT fk_opinion_proposal_id FOREIGN KEY(proposal_id) REFERENCES proposal (id) )",
            'INSERT INTO opinion_new ("id", "proposal_id", "version", "by_id", "at", "feasible", "price", "explanation", "quoted_by") SELECT id, proposal_id, version, by_id, "at", favourable AND price IS NOT NULL, price, CASE WHEN price IS NULL AND explanation = \'\' THEN \'-\' ELSE explanation END, CASE WHEN capacity = \'quoted\' THEN given_by ELSE \'\' END FROM opinion',
            'DROP TABLE opinion',
            'ALTER TABLE opinion_new RENAME TO opinion',
            'CREATE INDEX ix_opinion_proposal_id_version ON opinion (proposal_id, version)',
        ],
        "postgresql": [
            'ALTER TABLE opinion DISABLE TRIGGER USER',
            'ALTER TABLE opinion DROP CONSTRAINT ck_opinion_kind',
            'ALTER TABLE opinion DROP CONSTRAINT ck_opinion_complete',
            'ALTER TABLE opinion DROP CONSTRAINT ck_opinion_capacity',
            'ALTER TABLE opinion ADD COLUMN "feasible" BOOLEAN',
            'ALTER TABLE opinion ADD COLUMN "quoted_by" TEXT',
            'UPDATE opinion SET "feasible" = favourable AND price IS NOT NULL, "explanation" = CASE WHEN price IS NULL AND explanation = \'\' THEN \'-\' ELSE explanation END, "quoted_by" = CASE WHEN capacity = \'quoted\' THEN given_by ELSE \'\' END',
            'ALTER TABLE opinion ALTER COLUMN "feasible" SET NOT NULL',
            'ALTER TABLE opinion ALTER COLUMN "quoted_by" SET NOT NULL',
            'ALTER TABLE opinion DROP COLUMN "kind"',
            'ALTER TABLE opinion DROP COLUMN "favourable"',
            'ALTER TABLE opinion DROP COLUMN "capacity"',
            'ALTER TABLE opinion DROP COLUMN "given_by"',
            "ALTER TABLE opinion ADD CONSTRAINT ck_opinion_complete CHECK ((feasible AND price IS NOT NULL AND price > 0) OR (NOT feasible AND explanation <> ''))",
            'ALTER TABLE opinion ENABLE TRIGGER USER',
        ],
    },
    "question": {
        "sqlite": [
            "CREATE TABLE question_new ( id INTEGER NOT NULL, token TEXT NOT NULL, proposal_id INTEGER NOT NULL, author_id INTEGER NOT NULL, to_role TEXT NOT NULL, text TEXT NOT NULL, at DATETIME NOT NULL, CONSTRAINT pk_question PRIMARY KEY (id), CONSTRAINT ck_question_to_role CHECK (to_role IN ('worker','officer','committee')), CONSTRAINT fk_question_author_id FOREIGN KEY(author_id) REFERENCES person (id), CONSTRAINT fk_question_proposal_id FOREIGN KEY(proposal_id) REFERENCES proposal (id), CONSTRAINT uq_question_token UNIQUE (token) )",
            'INSERT INTO question_new ("id", "token", "proposal_id", "author_id", "to_role", "text", "at") SELECT id, token, proposal_id, author_id, CASE WHEN to_role = \'author\' THEN \'worker\' ELSE to_role END, "text", "at" FROM question',
            'DROP TABLE question',
            'ALTER TABLE question_new RENAME TO question',
            'CREATE INDEX ix_question_proposal_id_id ON question (proposal_id, id)',
        ],
        "postgresql": [
            'ALTER TABLE question DISABLE TRIGGER USER',
            'ALTER TABLE question DROP CONSTRAINT ck_question_to_role',
            'ALTER TABLE question DROP CONSTRAINT ck_question_said',
            'ALTER TABLE question DROP CONSTRAINT ck_question_due',
            'DROP INDEX ix_question_due_at',
            'UPDATE question SET "to_role" = CASE WHEN to_role = \'author\' THEN \'worker\' ELSE to_role END',
            'ALTER TABLE question DROP COLUMN "due_at"',
            "ALTER TABLE question ADD CONSTRAINT ck_question_to_role CHECK (to_role IN ('worker','officer','committee'))",
            'ALTER TABLE question ENABLE TRIGGER USER',
        ],
    },
    "answer": {
        "sqlite": [
            'CREATE TABLE answer_new ( question_id INTEGER NOT NULL, by_id INTEGER NOT NULL, text TEXT NOT NULL, at DATETIME NOT NULL, CONSTRAINT pk_answer PRIMARY KEY (question_id), CONSTRAINT fk_answer_by_id FOREIGN KEY(by_id) REFERENCES person (id), CONSTRAINT fk_answer_question_id FOREIGN KEY(question_id) REFERENCES question (id) )',
            'INSERT INTO answer_new ("question_id", "by_id", "text", "at") SELECT question_id, by_id, "text", "at" FROM answer',
            'DROP TABLE answer',
            'ALTER TABLE answer_new RENAME TO answer',
        ],
        "postgresql": [
            'ALTER TABLE answer DISABLE TRIGGER USER',
            'ALTER TABLE answer DROP CONSTRAINT ck_answer_said',
            'ALTER TABLE answer ENABLE TRIGGER USER',
        ],
    },
    "merge_part": {
        "sqlite": [
            'CREATE TABLE merge_part_new ( merge_id INTEGER NOT NULL, proposal_id INTEGER NOT NULL, version INTEGER NOT NULL, agreed BOOLEAN, answered_at DATETIME, CONSTRAINT pk_merge_part PRIMARY KEY (merge_id, proposal_id), CONSTRAINT fk_merge_part_merge_id FOREIGN KEY(merge_id) REFERENCES merge_offer (id), CONSTRAINT fk_merge_part_proposal_id FOREIGN KEY(proposal_id) REFERENCES proposal (id) )',
            'INSERT INTO merge_part_new ("merge_id", "proposal_id", "version", "agreed", "answered_at") SELECT merge_id, proposal_id, version, agreed, answered_at FROM merge_part',
            'DROP TABLE merge_part',
            'ALTER TABLE merge_part_new RENAME TO merge_part',
            'CREATE INDEX ix_merge_part_proposal_id ON merge_part (proposal_id)',
        ],
        "postgresql": [
            'ALTER TABLE merge_part DISABLE TRIGGER USER',
            'ALTER TABLE merge_part DROP COLUMN "reason"',
            'ALTER TABLE merge_part ENABLE TRIGGER USER',
        ],
    },
    "requirement": {
        "sqlite": [
            'CREATE TABLE requirement_new ( id INTEGER NOT NULL, place_id INTEGER NOT NULL, path TEXT NOT NULL, topic TEXT NOT NULL, started_at DATETIME NOT NULL, due_at DATETIME, overdue_at DATETIME, session_id INTEGER, state TEXT NOT NULL, state_since DATETIME NOT NULL, CONSTRAINT pk_requirement PRIMARY KEY (id), CONSTRAINT fk_requirement_place_id FOREIGN KEY(place_id) REFERENCES place (id), CONSTRAINT fk_requirement_session_id FOREIGN KEY(session_id) REFERENCES council_session (id) )',
            'INSERT INTO requirement_new ("id", "place_id", "path", "topic", "started_at", "due_at", "overdue_at", "session_id", "state", "state_since") SELECT id, place_id, path, topic, started_at, due_at, overdue_at, session_id, state, state_since FROM requirement',
            'DROP TABLE requirement',
            'ALTER TABLE requirement_new RENAME TO requirement',
            'CREATE INDEX ix_requirement_state ON requirement (state)',
            "CREATE UNIQUE INDEX uq_requirement_open ON requirement (place_id) WHERE state = 'open'",
        ],
        "postgresql": [
            'ALTER TABLE requirement DISABLE TRIGGER USER',
            'ALTER TABLE requirement DROP CONSTRAINT ck_requirement_by',
            'ALTER TABLE requirement DROP CONSTRAINT ck_requirement_numbers',
            'DROP INDEX uq_requirement_open',
            'ALTER TABLE requirement DROP COLUMN "by"',
            'ALTER TABLE requirement DROP COLUMN "needed"',
            'ALTER TABLE requirement DROP COLUMN "days"',
            "CREATE UNIQUE INDEX uq_requirement_open ON requirement (place_id) WHERE state = 'open'",
            'ALTER TABLE requirement ENABLE TRIGGER USER',
        ],
    },
    "motion": {
        "sqlite": [
            "CREATE TABLE motion_new ( id INTEGER NOT NULL, session_id INTEGER NOT NULL, item_id INTEGER NOT NULL, number INTEGER NOT NULL, kind TEXT NOT NULL, amends_id INTEGER, text TEXT NOT NULL, text_facts TEXT NOT NULL, text_hash BLOB NOT NULL, moved_by INTEGER, seconded_by INTEGER, form TEXT NOT NULL, base INTEGER, quorum INTEGER, entitled INTEGER, needed INTEGER, ayes INTEGER, noes INTEGER, abstentions INTEGER, declared_at DATETIME, declared_by INTEGER, reason TEXT NOT NULL, due_at DATETIME, state TEXT NOT NULL, state_since DATETIME NOT NULL, CONSTRAINT pk_motion PRIMARY KEY (id), CONSTRAINT ck_motion_form CHECK (form IN ('open','secret')), CONSTRAINT ck_motion_kind CHECK (kind IN ('main','amendment','defer','refer')), CONSTRAINT ck_motion_seconder CHECK (moved_by IS NULL OR seconded_by IS NULL OR seconded_by <> moved_by), CONSTRAINT fk_motion_amends_id FOREIGN KEY(amends_id) REFERENCES motion (id), CONSTRAINT fk_motion_declared_by FOREIGN KEY(declared_by) REFERENCES person (id), CONSTRAINT fk_motion_item_id FOREIGN KEY(item_id) REFERENCES agenda_item (id), CONSTRAINT fk_motion_moved_by FOREIGN KEY(moved_by) REFERENCES person (id), CONSTRAINT fk_motion_seconded_by FOREIGN KEY(seconded_by) REFERENCES person (id), CONSTRAINT fk_motion_session_id FOREIGN KEY(session_id) REFERENCES council_session (id), CONSTRAINT uq_motion_session_id_number UNIQUE (session_id, number) )",
            'INSERT INTO motion_new ("id", "session_id", "item_id", "number", "kind", "amends_id", "text", "text_facts", "text_hash", "moved_by", "seconded_by", "form", "base", "quorum", "entitled", "needed", "ayes", "noes", "abstentions", "declared_at", "declared_by", "reason", "due_at", "state", "state_since") SELECT id, session_id, item_id, number, CASE WHEN kind IN (\'table\', \'recuse\') THEN \'defer\' ELSE kind END, amends_id, "text", text_facts, text_hash, moved_by, seconded_by, CASE WHEN form = \'roll_call\' THEN \'open\' ELSE form END, base, quorum, entitled, needed, ayes, noes, abstentions, declared_at, declared_by, reason, due_at, state, state_since FROM motion',
            'DROP TABLE motion',
            'ALTER TABLE motion_new RENAME TO motion',
            'CREATE INDEX ix_motion_item_id ON motion (item_id)',
            'CREATE INDEX ix_motion_state ON motion (state)',
        ],
        "postgresql": [
            'ALTER TABLE motion DISABLE TRIGGER USER',
            'ALTER TABLE motion DROP CONSTRAINT ck_motion_kind',
            'ALTER TABLE motion DROP CONSTRAINT ck_motion_form',
            'ALTER TABLE motion DROP CONSTRAINT ck_motion_target',
            'ALTER TABLE motion DROP CONSTRAINT fk_motion_target_id',
            'ALTER TABLE motion DROP CONSTRAINT fk_motion_secret_asked_by',
            'UPDATE motion SET "kind" = CASE WHEN kind IN (\'table\', \'recuse\') THEN \'defer\' ELSE kind END, "form" = CASE WHEN form = \'roll_call\' THEN \'open\' ELSE form END',
            'ALTER TABLE motion DROP COLUMN "target_id"',
            'ALTER TABLE motion DROP COLUMN "part"',
            'ALTER TABLE motion DROP COLUMN "secret_asked_by"',
            "ALTER TABLE motion ADD CONSTRAINT ck_motion_form CHECK (form IN ('open','secret'))",
            "ALTER TABLE motion ADD CONSTRAINT ck_motion_kind CHECK (kind IN ('main','amendment','defer','refer'))",
            'ALTER TABLE motion ENABLE TRIGGER USER',
        ],
    },
    "recusal": {
        "sqlite": [
            "CREATE TABLE recusal_new ( id INTEGER NOT NULL, item_id INTEGER NOT NULL, person_id INTEGER NOT NULL, source TEXT NOT NULL, reason TEXT NOT NULL, at DATETIME NOT NULL, CONSTRAINT pk_recusal PRIMARY KEY (id), CONSTRAINT ck_recusal_source CHECK (source IN ('declared','found')), CONSTRAINT fk_recusal_item_id FOREIGN KEY(item_id) REFERENCES agenda_item (id), CONSTRAINT fk_recusal_person_id FOREIGN KEY(person_id) REFERENCES person (id), CONSTRAINT uq_recusal_item_id_person_id UNIQUE (item_id, person_id) )",
            'INSERT INTO recusal_new ("id", "item_id", "person_id", "source", "reason", "at") SELECT id, item_id, person_id, CASE WHEN source = \'challenged\' THEN \'found\' ELSE source END, reason, "at" FROM recusal',
            'DROP TABLE recusal',
            'ALTER TABLE recusal_new RENAME TO recusal',
        ],
        "postgresql": [
            'ALTER TABLE recusal DISABLE TRIGGER USER',
            'ALTER TABLE recusal DROP CONSTRAINT ck_recusal_source',
            'ALTER TABLE recusal DROP CONSTRAINT ck_recusal_ground',
            'UPDATE recusal SET "source" = CASE WHEN source = \'challenged\' THEN \'found\' ELSE source END',
            'ALTER TABLE recusal DROP COLUMN "ground"',
            "ALTER TABLE recusal ADD CONSTRAINT ck_recusal_source CHECK (source IN ('declared','found'))",
            'ALTER TABLE recusal ENABLE TRIGGER USER',
        ],
    },
    "requirement_signature": {
        "sqlite": [
            'CREATE TABLE requirement_signature_new ( requirement_id INTEGER NOT NULL, person_id INTEGER NOT NULL, at DATETIME NOT NULL, CONSTRAINT pk_requirement_signature PRIMARY KEY (requirement_id, person_id), CONSTRAINT fk_requirement_signature_person_id FOREIGN KEY(person_id) REFERENCES person (id), CONSTRAINT fk_requirement_signature_requirement_id FOREIGN KEY(requirement_id) REFERENCES requirement (id) )',
            'INSERT INTO requirement_signature_new ("requirement_id", "person_id", "at") SELECT requirement_id, person_id, "at" FROM requirement_signature',
            'DROP TABLE requirement_signature',
            'ALTER TABLE requirement_signature_new RENAME TO requirement_signature',
        ],
        "postgresql": [
            'ALTER TABLE requirement_signature DISABLE TRIGGER USER',
            'ALTER TABLE requirement_signature DROP CONSTRAINT fk_requirement_signature_entered_by',
            'ALTER TABLE requirement_signature DROP COLUMN "entered_by"',
            'ALTER TABLE requirement_signature ENABLE TRIGGER USER',
        ],
    },
}


def upgrade() -> None:
    """To this revision."""
    aside = guards_aside(dict([*REPLACED, *GONE]))
    # ### commands auto generated by Alembic - please adjust! ###
    op.create_table('contribution',
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('said_id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('token', sa.Text(), nullable=False),
    sa.Column('author_id', sa.Integer(), nullable=False),
    sa.Column('place_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('month', sa.Text(), nullable=False),
    sa.CheckConstraint("kind IN ('comment', 'question', 'argument', 'statement')", name=op.f('ck_contribution_kind')),
    sa.ForeignKeyConstraint(['author_id'], ['person.id'], name=op.f('fk_contribution_author_id')),
    sa.ForeignKeyConstraint(['place_id'], ['place.id'], name=op.f('fk_contribution_place_id')),
    sa.PrimaryKeyConstraint('kind', 'said_id', name=op.f('pk_contribution')),
    sa.UniqueConstraint('token', name=op.f('uq_contribution_token'))
    )
    with op.batch_alter_table('contribution', schema=None) as batch_op:
        batch_op.create_index('ix_contribution_author_id_at', ['author_id', 'at'], unique=False)
        batch_op.create_index('ix_contribution_place_id_month', ['place_id', 'month'], unique=False)

    op.create_table('council_seat',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('place_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('grid_id', sa.Integer(), nullable=True),
    sa.Column('from_on', sa.Date(), nullable=False),
    sa.Column('until_on', sa.Date(), nullable=True),
    sa.CheckConstraint("(kind = 'grid') = (grid_id IS NOT NULL)", name=op.f('ck_council_seat_grid')),
    sa.CheckConstraint("kind IN ('grid','building','group')", name=op.f('ck_council_seat_kind')),
    sa.CheckConstraint("number > 0 AND name <> ''", name=op.f('ck_council_seat_named')),
    sa.CheckConstraint('until_on IS NULL OR until_on > from_on', name=op.f('ck_council_seat_term')),
    sa.ForeignKeyConstraint(['grid_id'], ['place.id'], name=op.f('fk_council_seat_grid_id')),
    sa.ForeignKeyConstraint(['place_id'], ['place.id'], name=op.f('fk_council_seat_place_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_council_seat')),
    sa.UniqueConstraint('place_id', 'number', name=op.f('uq_council_seat_place_id_number'))
    )
    op.create_table('interest',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('place_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('organisation', sa.Text(), nullable=False),
    sa.Column('credit_code', sa.Text(), nullable=False),
    sa.Column('relation', sa.Text(), nullable=False),
    sa.Column('kin_id', sa.Integer(), nullable=True),
    sa.Column('point', sa.LargeBinary(), nullable=True),
    sa.Column('since_on', sa.Date(), nullable=False),
    sa.Column('until_on', sa.Date(), nullable=True),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("kind = 'kin' OR (kin_id IS NULL AND relation = '')", name=op.f('ck_interest_kin')),
    sa.CheckConstraint("kind = 'property' OR point IS NULL", name=op.f('ck_interest_point')),
    sa.CheckConstraint("kind IN ('none','employer','post','kin','property','supplier','other')", name=op.f('ck_interest_kind')),
    sa.CheckConstraint('kin_id IS NULL OR kin_id <> person_id', name=op.f('ck_interest_other')),
    sa.CheckConstraint('until_on IS NULL OR until_on >= since_on', name=op.f('ck_interest_term')),
    sa.ForeignKeyConstraint(['kin_id'], ['person.id'], name=op.f('fk_interest_kin_id')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_interest_person_id')),
    sa.ForeignKeyConstraint(['place_id'], ['place.id'], name=op.f('fk_interest_place_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_interest'))
    )
    with op.batch_alter_table('interest', schema=None) as batch_op:
        batch_op.create_index('ix_interest_place_id_person_id', ['place_id', 'person_id'], unique=False)

    op.create_table('words_review',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('token', sa.Text(), nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('said_id', sa.Integer(), nullable=False),
    sa.Column('edition', sa.Integer(), nullable=False),
    sa.Column('author_id', sa.Integer(), nullable=False),
    sa.Column('place_id', sa.Integer(), nullable=False),
    sa.Column('path', sa.Text(), nullable=False),
    sa.Column('opened_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('office', sa.Text(), nullable=False),
    sa.Column('due_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('state', sa.Text(), nullable=False),
    sa.Column('state_since', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("kind IN ('comment', 'question', 'argument', 'statement')", name=op.f('ck_words_review_kind')),
    sa.CheckConstraint("office IN ('moderator', 'affairs', 'officer', 'district')", name=op.f('ck_words_review_office')),
    sa.ForeignKeyConstraint(['author_id'], ['person.id'], name=op.f('fk_words_review_author_id')),
    sa.ForeignKeyConstraint(['place_id'], ['place.id'], name=op.f('fk_words_review_place_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_words_review')),
    sa.UniqueConstraint('kind', 'said_id', 'edition', name=op.f('uq_words_review_kind_said_id_edition')),
    sa.UniqueConstraint('token', name=op.f('uq_words_review_token'))
    )
    with op.batch_alter_table('words_review', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_words_review_author_id'), ['author_id'], unique=False)
        batch_op.create_index('ix_words_review_place_id_state', ['place_id', 'state'], unique=False)
        batch_op.create_index(batch_op.f('ix_words_review_state'), ['state'], unique=False)

    op.create_table('committee',
    sa.Column('until_on', sa.Date(), nullable=False),
    sa.Column('amount_limit', sa.BigInteger(), nullable=False),
    sa.Column('drafted_by', sa.Integer(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('state', sa.Text(), nullable=False),
    sa.Column('state_since', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('amount_limit >= 0', name=op.f('ck_committee_amount_limit')),
    sa.ForeignKeyConstraint(['drafted_by'], ['person.id'], name=op.f('fk_committee_drafted_by')),
    sa.ForeignKeyConstraint(['id'], ['subject.id'], name=op.f('fk_committee_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_committee'))
    )
    with op.batch_alter_table('committee', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_committee_state'), ['state'], unique=False)

    op.create_table('hidden_reading',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('review_id', sa.Integer(), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("reason <> ''", name=op.f('ck_hidden_reading_reason')),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_hidden_reading_by_id')),
    sa.ForeignKeyConstraint(['review_id'], ['words_review.id'], name=op.f('fk_hidden_reading_review_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_hidden_reading'))
    )
    with op.batch_alter_table('hidden_reading', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_hidden_reading_review_id'), ['review_id'], unique=False)

    op.create_table('report',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('review_id', sa.Integer(), nullable=False),
    sa.Column('reporter_id', sa.Integer(), nullable=False),
    sa.Column('ground', sa.Text(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("ground IN ('personal', 'insult', 'advertising', 'unlawful')", name=op.f('ck_report_ground')),
    sa.ForeignKeyConstraint(['reporter_id'], ['person.id'], name=op.f('fk_report_reporter_id')),
    sa.ForeignKeyConstraint(['review_id'], ['words_review.id'], name=op.f('fk_report_review_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_report')),
    sa.UniqueConstraint('review_id', 'reporter_id', name=op.f('uq_report_review_id_reporter_id'))
    )
    with op.batch_alter_table('report', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_report_reporter_id'), ['reporter_id'], unique=False)

    op.create_table('seat_vacancy',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('seat_id', sa.Integer(), nullable=False),
    sa.Column('since_on', sa.Date(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('early', sa.Boolean(), nullable=False),
    sa.Column('noted_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('overdue_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('filled_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint('due_on >= since_on', name=op.f('ck_seat_vacancy_due')),
    sa.ForeignKeyConstraint(['seat_id'], ['council_seat.id'], name=op.f('fk_seat_vacancy_seat_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_seat_vacancy')),
    sa.UniqueConstraint('seat_id', 'since_on', name=op.f('uq_seat_vacancy_seat_id_since_on'))
    )
    with op.batch_alter_table('seat_vacancy', schema=None) as batch_op:
        batch_op.create_index('uq_seat_vacancy_open', ['seat_id'], unique=True, sqlite_where=sa.text('filled_at IS NULL'), postgresql_where=sa.text('filled_at IS NULL'))

    op.create_table('words_appeal',
    sa.Column('review_id', sa.Integer(), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_words_appeal_by_id')),
    sa.ForeignKeyConstraint(['review_id'], ['words_review.id'], name=op.f('fk_words_appeal_review_id')),
    sa.PrimaryKeyConstraint('review_id', name=op.f('pk_words_appeal'))
    )
    op.create_table('words_decision',
    sa.Column('review_id', sa.Integer(), nullable=False),
    sa.Column('on_appeal', sa.Boolean(), nullable=False),
    sa.Column('office', sa.Text(), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.Column('outcome', sa.Text(), nullable=False),
    sa.Column('ground', sa.Text(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("(on_appeal AND outcome IN ('confirm','restore')) OR (NOT on_appeal AND outcome IN ('keep','hide'))", name=op.f('ck_words_decision_outcome')),
    sa.CheckConstraint("(outcome = 'hide' AND ground IN ('personal', 'insult', 'advertising', 'unlawful')) OR (outcome <> 'hide' AND ground = '')", name=op.f('ck_words_decision_ground')),
    sa.CheckConstraint("office IN ('moderator', 'affairs', 'officer', 'district')", name=op.f('ck_words_decision_office')),
    sa.CheckConstraint("reason <> ''", name=op.f('ck_words_decision_reason')),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_words_decision_by_id')),
    sa.ForeignKeyConstraint(['review_id'], ['words_review.id'], name=op.f('fk_words_decision_review_id')),
    sa.PrimaryKeyConstraint('review_id', 'on_appeal', name=op.f('pk_words_decision'))
    )
    op.create_table('by_election',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('place_id', sa.Integer(), nullable=False),
    sa.Column('seat_id', sa.Integer(), nullable=False),
    sa.Column('vacancy_id', sa.Integer(), nullable=False),
    sa.Column('how', sa.Text(), nullable=False),
    sa.Column('held_on', sa.Date(), nullable=False),
    sa.Column('venue', sa.Text(), nullable=False),
    sa.Column('until_on', sa.Date(), nullable=False),
    sa.Column('announced_by', sa.Integer(), nullable=False),
    sa.Column('log_root', sa.LargeBinary(), nullable=True),
    sa.Column('lot_number', sa.Text(), nullable=False),
    sa.Column('entitled', sa.Integer(), nullable=True),
    sa.Column('took_part', sa.Integer(), nullable=True),
    sa.Column('winner_id', sa.Integer(), nullable=True),
    sa.Column('counted_by', sa.Integer(), nullable=True),
    sa.Column('certified_by', sa.Integer(), nullable=True),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('state', sa.Text(), nullable=False),
    sa.Column('state_since', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("how IN ('elected','representatives','building','organisation','lot')", name=op.f('ck_by_election_how')),
    sa.CheckConstraint('certified_by IS NULL OR certified_by <> counted_by', name=op.f('ck_by_election_certifier')),
    sa.CheckConstraint('took_part IS NULL OR (took_part >= 0 AND took_part <= entitled)', name=op.f('ck_by_election_took_part')),
    sa.ForeignKeyConstraint(['announced_by'], ['person.id'], name=op.f('fk_by_election_announced_by')),
    sa.ForeignKeyConstraint(['certified_by'], ['person.id'], name=op.f('fk_by_election_certified_by')),
    sa.ForeignKeyConstraint(['counted_by'], ['person.id'], name=op.f('fk_by_election_counted_by')),
    sa.ForeignKeyConstraint(['place_id'], ['place.id'], name=op.f('fk_by_election_place_id')),
    sa.ForeignKeyConstraint(['seat_id'], ['council_seat.id'], name=op.f('fk_by_election_seat_id')),
    sa.ForeignKeyConstraint(['vacancy_id'], ['seat_vacancy.id'], name=op.f('fk_by_election_vacancy_id')),
    sa.ForeignKeyConstraint(['winner_id'], ['person.id'], name=op.f('fk_by_election_winner_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_by_election'))
    )
    with op.batch_alter_table('by_election', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_by_election_place_id'), ['place_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_by_election_state'), ['state'], unique=False)
        batch_op.create_index('uq_by_election_running', ['vacancy_id'], unique=True, sqlite_where=sa.text("state IN ('announced','counted')"), postgresql_where=sa.text("state IN ('announced','counted')"))

    op.create_table('committee_member',
    sa.Column('committee_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['committee_id'], ['committee.id'], name=op.f('fk_committee_member_committee_id')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_committee_member_person_id')),
    sa.PrimaryKeyConstraint('committee_id', 'person_id', name=op.f('pk_committee_member'))
    )
    op.create_table('committee_purpose',
    sa.Column('committee_id', sa.Integer(), nullable=False),
    sa.Column('purpose', sa.Text(), nullable=False),
    sa.CheckConstraint("purpose IN ('proposal.readmit', 'proposal.ask_district', 'project.vary', 'project.terminate', 'free')", name=op.f('ck_committee_purpose_purpose')),
    sa.ForeignKeyConstraint(['committee_id'], ['committee.id'], name=op.f('fk_committee_purpose_committee_id')),
    sa.PrimaryKeyConstraint('committee_id', 'purpose', name=op.f('pk_committee_purpose'))
    )
    op.create_table('conversation',
    sa.Column('question', sa.Text(), nullable=False),
    sa.Column('about', sa.Text(), nullable=False),
    sa.Column('proposal_id', sa.Integer(), nullable=True),
    sa.Column('opens_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('closes_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('opened_by', sa.Integer(), nullable=False),
    sa.Column('answers', sa.Integer(), nullable=False),
    sa.Column('participants', sa.Integer(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('state', sa.Text(), nullable=False),
    sa.Column('state_since', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('closes_at > opens_at', name=op.f('ck_conversation_period')),
    sa.CheckConstraint('participants >= 0 AND answers >= participants', name=op.f('ck_conversation_counted')),
    sa.ForeignKeyConstraint(['id'], ['subject.id'], name=op.f('fk_conversation_id')),
    sa.ForeignKeyConstraint(['opened_by'], ['person.id'], name=op.f('fk_conversation_opened_by')),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposal.id'], name=op.f('fk_conversation_proposal_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_conversation'))
    )
    with op.batch_alter_table('conversation', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_conversation_proposal_id'), ['proposal_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_conversation_state'), ['state'], unique=False)

    op.create_table('forum',
    sa.Column('form', sa.Text(), nullable=False),
    sa.Column('topic', sa.Text(), nullable=False),
    sa.Column('about_id', sa.Integer(), nullable=True),
    sa.Column('starts_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('venue', sa.Text(), nullable=False),
    sa.Column('online', sa.Text(), nullable=False),
    sa.Column('method', sa.Text(), nullable=False),
    sa.Column('chosen', sa.Text(), nullable=False),
    sa.Column('places', sa.Integer(), nullable=False),
    sa.Column('dimensions', sa.Text(), nullable=False),
    sa.Column('responsible', sa.Text(), nullable=False),
    sa.Column('feedback_days', sa.Integer(), nullable=False),
    sa.Column('called_by', sa.Integer(), nullable=False),
    sa.Column('called_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('lot_id', sa.Integer(), nullable=True),
    sa.Column('drawn_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('held_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('feedback_due_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('overdue_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('cancelled_reason', sa.Text(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('state', sa.Text(), nullable=False),
    sa.Column('state_since', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("chosen IN ('open','invited','lot','affected')", name=op.f('ck_forum_chosen')),
    sa.CheckConstraint("form IN ('talk','hearing','consultation','open_space')", name=op.f('ck_forum_form')),
    sa.CheckConstraint("responsible IN ('committee','officer','worker')", name=op.f('ck_forum_responsible')),
    sa.CheckConstraint('places BETWEEN 1 AND 200', name=op.f('ck_forum_places')),
    sa.ForeignKeyConstraint(['about_id'], ['subject.id'], name=op.f('fk_forum_about_id')),
    sa.ForeignKeyConstraint(['called_by'], ['person.id'], name=op.f('fk_forum_called_by')),
    sa.ForeignKeyConstraint(['id'], ['subject.id'], name=op.f('fk_forum_id')),
    sa.ForeignKeyConstraint(['lot_id'], ['lot.id'], name=op.f('fk_forum_lot_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_forum'))
    )
    with op.batch_alter_table('forum', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_forum_about_id'), ['about_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_forum_state'), ['state'], unique=False)

    op.create_table('risk_assessment',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('proposal_id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('who', sa.Text(), nullable=False),
    sa.Column('confirms_id', sa.Integer(), nullable=True),
    sa.Column('hearing', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_risk_assessment_by_id')),
    sa.ForeignKeyConstraint(['confirms_id'], ['risk_assessment.id'], name=op.f('fk_risk_assessment_confirms_id')),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposal.id'], name=op.f('fk_risk_assessment_proposal_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_risk_assessment'))
    )
    with op.batch_alter_table('risk_assessment', schema=None) as batch_op:
        batch_op.create_index('ix_risk_assessment_proposal_id_version', ['proposal_id', 'version'], unique=False)

    op.create_table('similar_term',
    sa.Column('place_id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('term', sa.Text(), nullable=False),
    sa.Column('proposal_id', sa.Integer(), autoincrement=False, nullable=False),
    sa.ForeignKeyConstraint(['place_id'], ['place.id'], name=op.f('fk_similar_term_place_id')),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposal.id'], name=op.f('fk_similar_term_proposal_id')),
    sa.PrimaryKeyConstraint('place_id', 'term', 'proposal_id', name=op.f('pk_similar_term')),
    sqlite_with_rowid=False
    )
    with op.batch_alter_table('similar_term', schema=None) as batch_op:
        batch_op.create_index('ix_similar_term_proposal_id', ['proposal_id'], unique=False)

    op.create_table('site_visit',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('token', sa.Text(), nullable=False),
    sa.Column('proposal_id', sa.Integer(), nullable=False),
    sa.Column('starts_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('meeting', sa.Text(), nullable=False),
    sa.Column('leader', sa.Text(), nullable=False),
    sa.Column('look_at', sa.Text(), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('report_due_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("meeting <> '' AND leader <> ''", name=op.f('ck_site_visit_said')),
    sa.CheckConstraint('starts_at > at AND report_due_at > starts_at', name=op.f('ck_site_visit_times')),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_site_visit_by_id')),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposal.id'], name=op.f('fk_site_visit_proposal_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_site_visit')),
    sa.UniqueConstraint('token', name=op.f('uq_site_visit_token'))
    )
    with op.batch_alter_table('site_visit', schema=None) as batch_op:
        batch_op.create_index('ix_site_visit_proposal_id_id', ['proposal_id', 'id'], unique=False)
        batch_op.create_index(batch_op.f('ix_site_visit_report_due_at'), ['report_due_at'], unique=False)

    op.create_table('written_promise',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('proposal_id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('party', sa.Text(), nullable=False),
    sa.Column('who', sa.Text(), nullable=False),
    sa.Column('site', sa.Text(), nullable=False),
    sa.Column('conditions', sa.Text(), nullable=False),
    sa.Column('yearly_cost', sa.BigInteger(), nullable=True),
    sa.Column('starts_on', sa.Date(), nullable=True),
    sa.Column('signed_by', sa.Text(), nullable=False),
    sa.Column('signed_on', sa.Date(), nullable=True),
    sa.Column('file_id', sa.Integer(), nullable=True),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('withdrawn_by', sa.Integer(), nullable=True),
    sa.Column('withdrawn_reason', sa.Text(), nullable=False),
    sa.CheckConstraint("(kind = 'consent' AND site <> '' AND yearly_cost IS NULL AND starts_on IS NULL) OR (kind = 'maintainer' AND party <> 'none' AND yearly_cost IS NOT NULL AND yearly_cost >= 0 AND starts_on IS NOT NULL)", name=op.f('ck_written_promise_kind')),
    sa.CheckConstraint("party IN ('committee','manager','public','other','none')", name=op.f('ck_written_promise_party')),
    sa.CheckConstraint('(withdrawn_at IS NULL) = (withdrawn_by IS NULL)', name=op.f('ck_written_promise_withdrawn')),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_written_promise_by_id')),
    sa.ForeignKeyConstraint(['file_id'], ['file.id'], name=op.f('fk_written_promise_file_id')),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposal.id'], name=op.f('fk_written_promise_proposal_id')),
    sa.ForeignKeyConstraint(['withdrawn_by'], ['person.id'], name=op.f('fk_written_promise_withdrawn_by')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_written_promise'))
    )
    with op.batch_alter_table('written_promise', schema=None) as batch_op:
        batch_op.create_index('ix_written_promise_proposal_id_kind', ['proposal_id', 'kind'], unique=False)

    op.create_table('argument',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('proposal_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('side', sa.Text(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('author_id', sa.Integer(), nullable=False),
    sa.Column('comment_id', sa.Integer(), nullable=True),
    sa.Column('picked_by', sa.Integer(), nullable=True),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("side IN ('for','against')", name=op.f('ck_argument_side')),
    sa.CheckConstraint('length(text) BETWEEN 1 AND 140', name=op.f('ck_argument_length')),
    sa.ForeignKeyConstraint(['author_id'], ['person.id'], name=op.f('fk_argument_author_id')),
    sa.ForeignKeyConstraint(['comment_id'], ['comment.id'], name=op.f('fk_argument_comment_id')),
    sa.ForeignKeyConstraint(['picked_by'], ['person.id'], name=op.f('fk_argument_picked_by')),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposal.id'], name=op.f('fk_argument_proposal_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_argument')),
    sa.UniqueConstraint('comment_id', name=op.f('uq_argument_comment_id')),
    sa.UniqueConstraint('proposal_id', 'number', name=op.f('uq_argument_proposal_id_number'))
    )
    with op.batch_alter_table('argument', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_argument_author_id'), ['author_id'], unique=False)

    op.create_table('by_election_candidate',
    sa.Column('by_election_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('votes', sa.Integer(), nullable=True),
    sa.CheckConstraint('votes IS NULL OR votes >= 0', name=op.f('ck_by_election_candidate_votes')),
    sa.ForeignKeyConstraint(['by_election_id'], ['by_election.id'], name=op.f('fk_by_election_candidate_by_election_id')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_by_election_candidate_person_id')),
    sa.PrimaryKeyConstraint('by_election_id', 'person_id', name=op.f('pk_by_election_candidate'))
    )
    op.create_table('comment_text',
    sa.Column('comment_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('author_id', sa.Integer(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('correction', sa.Boolean(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("text <> ''", name=op.f('ck_comment_text_said')),
    sa.CheckConstraint('number > 1 OR NOT correction', name=op.f('ck_comment_text_first')),
    sa.ForeignKeyConstraint(['author_id'], ['person.id'], name=op.f('fk_comment_text_author_id')),
    sa.ForeignKeyConstraint(['comment_id'], ['comment.id'], name=op.f('fk_comment_text_comment_id')),
    sa.PrimaryKeyConstraint('comment_id', 'number', name=op.f('pk_comment_text'))
    )
    op.create_table('committee_report',
    sa.Column('session_id', sa.Integer(), nullable=False),
    sa.Column('heard_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['session_id'], ['council_session.id'], name=op.f('fk_committee_report_session_id')),
    sa.PrimaryKeyConstraint('session_id', name=op.f('pk_committee_report'))
    )
    op.create_table('forum_cell',
    sa.Column('forum_id', sa.Integer(), nullable=False),
    sa.Column('code', sa.Text(), nullable=False),
    sa.Column('cell', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['forum_id'], ['forum.id'], name=op.f('fk_forum_cell_forum_id')),
    sa.PrimaryKeyConstraint('forum_id', 'code', name=op.f('pk_forum_cell'))
    )
    op.create_table('forum_part',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('forum_id', sa.Integer(), nullable=False),
    sa.Column('part', sa.Text(), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.CheckConstraint("part IN ('moderator','notes','expert','speaker')", name=op.f('ck_forum_part_part')),
    sa.ForeignKeyConstraint(['forum_id'], ['forum.id'], name=op.f('fk_forum_part_forum_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_forum_part'))
    )
    with op.batch_alter_table('forum_part', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_forum_part_forum_id'), ['forum_id'], unique=False)

    op.create_table('forum_participant',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('forum_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=True),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('why', sa.Text(), nullable=False),
    sa.Column('code', sa.Text(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('reply_until', sa.DateTime(timezone=True), nullable=True),
    sa.Column('came_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('entered_by', sa.Integer(), nullable=True),
    sa.Column('state', sa.Text(), nullable=False),
    sa.Column('state_since', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("(person_id IS NULL) = (name <> '')", name=op.f('ck_forum_participant_who')),
    sa.ForeignKeyConstraint(['entered_by'], ['person.id'], name=op.f('fk_forum_participant_entered_by')),
    sa.ForeignKeyConstraint(['forum_id'], ['forum.id'], name=op.f('fk_forum_participant_forum_id')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_forum_participant_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_forum_participant'))
    )
    with op.batch_alter_table('forum_participant', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_forum_participant_forum_id'), ['forum_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_forum_participant_state'), ['state'], unique=False)
        batch_op.create_index('uq_forum_participant_person', ['forum_id', 'person_id'], unique=True, sqlite_where=sa.text("person_id IS NOT NULL AND state <> 'out'"), postgresql_where=sa.text("person_id IS NOT NULL AND state <> 'out'"))

    op.create_table('forum_point',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('forum_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('voice', sa.Text(), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('entered_by', sa.Integer(), nullable=False),
    sa.Column('outcome', sa.Text(), nullable=True),
    sa.Column('why', sa.Text(), nullable=False),
    sa.CheckConstraint("(outcome IS NULL) = (why = '')", name=op.f('ck_forum_point_why')),
    sa.CheckConstraint("outcome IS NULL OR outcome IN ('taken_up','partly','not')", name=op.f('ck_forum_point_outcome')),
    sa.CheckConstraint("voice IN ('resident','affected','merchant','expert','official')", name=op.f('ck_forum_point_voice')),
    sa.ForeignKeyConstraint(['entered_by'], ['person.id'], name=op.f('fk_forum_point_entered_by')),
    sa.ForeignKeyConstraint(['forum_id'], ['forum.id'], name=op.f('fk_forum_point_forum_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_forum_point')),
    sa.UniqueConstraint('forum_id', 'number', name=op.f('uq_forum_point_forum_id_number'))
    )
    op.create_table('opinion_file',
    sa.Column('opinion_id', sa.Integer(), nullable=False),
    sa.Column('file_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['file_id'], ['file.id'], name=op.f('fk_opinion_file_file_id')),
    sa.ForeignKeyConstraint(['opinion_id'], ['opinion.id'], name=op.f('fk_opinion_file_opinion_id')),
    sa.PrimaryKeyConstraint('opinion_id', 'file_id', name=op.f('pk_opinion_file'))
    )
    op.create_table('opinion_item',
    sa.Column('opinion_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('item', sa.Text(), nullable=False),
    sa.Column('unit', sa.Text(), nullable=False),
    sa.Column('quantity', sa.BigInteger(), nullable=False),
    sa.Column('unit_price', sa.BigInteger(), nullable=False),
    sa.Column('amount', sa.BigInteger(), nullable=False),
    sa.CheckConstraint("quantity > 0 AND unit_price >= 0 AND item <> '' AND unit <> ''", name=op.f('ck_opinion_item_filled')),
    sa.CheckConstraint('amount = (quantity * unit_price + 500) / 1000', name=op.f('ck_opinion_item_amount')),
    sa.ForeignKeyConstraint(['opinion_id'], ['opinion.id'], name=op.f('fk_opinion_item_opinion_id')),
    sa.PrimaryKeyConstraint('opinion_id', 'number', name=op.f('pk_opinion_item'))
    )
    op.create_table('opinion_result',
    sa.Column('conversation_id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('content', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['conversation_id'], ['conversation.id'], name=op.f('fk_opinion_result_conversation_id')),
    sa.PrimaryKeyConstraint('conversation_id', name=op.f('pk_opinion_result'))
    )
    op.create_table('participant',
    sa.Column('conversation_id', sa.Integer(), nullable=False),
    sa.Column('entry_id', sa.Integer(), nullable=False),
    sa.Column('answers', sa.Integer(), nullable=False),
    sa.Column('cluster', sa.Integer(), nullable=True),
    sa.Column('key', sa.LargeBinary(), nullable=True),
    sa.ForeignKeyConstraint(['conversation_id'], ['conversation.id'], name=op.f('fk_participant_conversation_id')),
    sa.ForeignKeyConstraint(['entry_id'], ['roll_entry.id'], name=op.f('fk_participant_entry_id')),
    sa.PrimaryKeyConstraint('conversation_id', 'entry_id', name=op.f('pk_participant'))
    )
    op.create_table('risk_aspect',
    sa.Column('assessment_id', sa.Integer(), nullable=False),
    sa.Column('aspect', sa.Text(), nullable=False),
    sa.Column('likelihood', sa.Integer(), nullable=False),
    sa.Column('severity', sa.Integer(), nullable=False),
    sa.Column('affected', sa.Text(), nullable=False),
    sa.Column('harm', sa.Text(), nullable=False),
    sa.Column('measure', sa.Text(), nullable=False),
    sa.CheckConstraint("(likelihood = 0 AND severity = 0) OR (likelihood BETWEEN 1 AND 3 AND severity BETWEEN 1 AND 3 AND affected <> '' AND harm <> '' AND measure <> '')", name=op.f('ck_risk_aspect_complete')),
    sa.CheckConstraint("aspect IN ('safety','noise','access','rights','cost','other')", name=op.f('ck_risk_aspect_aspect')),
    sa.ForeignKeyConstraint(['assessment_id'], ['risk_assessment.id'], name=op.f('fk_risk_aspect_assessment_id')),
    sa.PrimaryKeyConstraint('assessment_id', 'aspect', name=op.f('pk_risk_aspect'))
    )
    op.create_table('session_live',
    sa.Column('session_id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('state', sa.Text(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['session_id'], ['council_session.id'], name=op.f('fk_session_live_session_id')),
    sa.PrimaryKeyConstraint('session_id', name=op.f('pk_session_live'))
    )
    op.create_table('session_observer',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('session_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('entered_by', sa.Integer(), nullable=False),
    sa.Column('cancelled_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint('cancelled_at IS NULL OR cancelled_at >= at', name=op.f('ck_session_observer_times')),
    sa.ForeignKeyConstraint(['entered_by'], ['person.id'], name=op.f('fk_session_observer_entered_by')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_session_observer_person_id')),
    sa.ForeignKeyConstraint(['session_id'], ['council_session.id'], name=op.f('fk_session_observer_session_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_session_observer'))
    )
    with op.batch_alter_table('session_observer', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_session_observer_session_id'), ['session_id'], unique=False)
        batch_op.create_index('uq_session_observer_here', ['session_id', 'person_id'], unique=True, sqlite_where=sa.text('cancelled_at IS NULL'), postgresql_where=sa.text('cancelled_at IS NULL'))

    op.create_table('site_visit_cancelled',
    sa.Column('visit_id', sa.Integer(), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.CheckConstraint("reason <> ''", name=op.f('ck_site_visit_cancelled_said')),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_site_visit_cancelled_by_id')),
    sa.ForeignKeyConstraint(['visit_id'], ['site_visit.id'], name=op.f('fk_site_visit_cancelled_visit_id')),
    sa.PrimaryKeyConstraint('visit_id', name=op.f('pk_site_visit_cancelled'))
    )
    op.create_table('site_visit_join',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('visit_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('left_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_site_visit_join_person_id')),
    sa.ForeignKeyConstraint(['visit_id'], ['site_visit.id'], name=op.f('fk_site_visit_join_visit_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_site_visit_join'))
    )
    with op.batch_alter_table('site_visit_join', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_site_visit_join_person_id'), ['person_id'], unique=False)
        batch_op.create_index('uq_site_visit_join_coming', ['visit_id', 'person_id'], unique=True, sqlite_where=sa.text('left_at IS NULL'), postgresql_where=sa.text('left_at IS NULL'))

    op.create_table('site_visit_report',
    sa.Column('visit_id', sa.Integer(), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('found', sa.Text(), nullable=False),
    sa.Column('count', sa.Integer(), nullable=False),
    sa.CheckConstraint("found <> ''", name=op.f('ck_site_visit_report_said')),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_site_visit_report_by_id')),
    sa.ForeignKeyConstraint(['visit_id'], ['site_visit.id'], name=op.f('fk_site_visit_report_visit_id')),
    sa.PrimaryKeyConstraint('visit_id', name=op.f('pk_site_visit_report'))
    )
    op.create_table('statement',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('conversation_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('seed', sa.Boolean(), nullable=False),
    sa.Column('author_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('agree', sa.Integer(), nullable=False),
    sa.Column('disagree', sa.Integer(), nullable=False),
    sa.Column('passed', sa.Integer(), nullable=False),
    sa.CheckConstraint('agree >= 0 AND disagree >= 0 AND passed >= 0', name=op.f('ck_statement_counted')),
    sa.CheckConstraint('length(text) BETWEEN 1 AND 140', name=op.f('ck_statement_length')),
    sa.ForeignKeyConstraint(['author_id'], ['person.id'], name=op.f('fk_statement_author_id')),
    sa.ForeignKeyConstraint(['conversation_id'], ['conversation.id'], name=op.f('fk_statement_conversation_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_statement')),
    sa.UniqueConstraint('conversation_id', 'id', name=op.f('uq_statement_conversation_id_id')),
    sa.UniqueConstraint('conversation_id', 'number', name=op.f('uq_statement_conversation_id_number'))
    )
    op.create_table('argument_mark',
    sa.Column('argument_id', sa.Integer(), nullable=False),
    sa.Column('entry_id', sa.Integer(), nullable=False),
    sa.Column('agrees', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['argument_id'], ['argument.id'], name=op.f('fk_argument_mark_argument_id')),
    sa.ForeignKeyConstraint(['entry_id'], ['roll_entry.id'], name=op.f('fk_argument_mark_entry_id')),
    sa.PrimaryKeyConstraint('argument_id', 'entry_id', name=op.f('pk_argument_mark'))
    )
    op.create_table('argument_rank',
    sa.Column('argument_id', sa.Integer(), nullable=False),
    sa.Column('place', sa.Integer(), nullable=False),
    sa.Column('agree', sa.Integer(), nullable=False),
    sa.Column('disagree', sa.Integer(), nullable=False),
    sa.Column('basis', sa.Text(), nullable=False),
    sa.CheckConstraint("basis IN ('opinion','stance','grid')", name=op.f('ck_argument_rank_basis')),
    sa.ForeignKeyConstraint(['argument_id'], ['argument.id'], name=op.f('fk_argument_rank_argument_id')),
    sa.PrimaryKeyConstraint('argument_id', name=op.f('pk_argument_rank'))
    )
    op.create_table('recusal_challenge',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('item_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('state', sa.Text(), nullable=False),
    sa.Column('state_since', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("reason <> ''", name=op.f('ck_recusal_challenge_reason')),
    sa.CheckConstraint('by_id <> person_id', name=op.f('ck_recusal_challenge_other')),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_recusal_challenge_by_id')),
    sa.ForeignKeyConstraint(['item_id'], ['agenda_item.id'], name=op.f('fk_recusal_challenge_item_id')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_recusal_challenge_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_recusal_challenge')),
    sa.UniqueConstraint('item_id', 'person_id', 'by_id', name=op.f('uq_recusal_challenge_item_id_person_id_by_id'))
    )
    with op.batch_alter_table('recusal_challenge', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_recusal_challenge_state'), ['state'], unique=False)

    op.create_table('site_visit_photo',
    sa.Column('visit_id', sa.Integer(), nullable=False),
    sa.Column('file_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['file_id'], ['file.id'], name=op.f('fk_site_visit_photo_file_id')),
    sa.ForeignKeyConstraint(['visit_id'], ['site_visit_report.visit_id'], name=op.f('fk_site_visit_photo_visit_id')),
    sa.PrimaryKeyConstraint('visit_id', 'file_id', name=op.f('pk_site_visit_photo'))
    )
    op.create_table('site_visit_present',
    sa.Column('visit_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=True),
    sa.Column('name', sa.Text(), nullable=False),
    sa.CheckConstraint("(person_id IS NULL) = (name <> '')", name=op.f('ck_site_visit_present_who')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_site_visit_present_person_id')),
    sa.ForeignKeyConstraint(['visit_id'], ['site_visit_report.visit_id'], name=op.f('fk_site_visit_present_visit_id')),
    sa.PrimaryKeyConstraint('visit_id', 'number', name=op.f('pk_site_visit_present'))
    )
    op.create_table('speech',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('session_id', sa.Integer(), nullable=False),
    sa.Column('item_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('entered_by', sa.Integer(), nullable=False),
    sa.Column('given_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('seconds', sa.Integer(), nullable=True),
    sa.Column('out_of_order_reason', sa.Text(), nullable=False),
    sa.Column('paused_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('paused_seconds', sa.Integer(), nullable=False),
    sa.Column('ruling', sa.Text(), nullable=False),
    sa.Column('ruling_reason', sa.Text(), nullable=False),
    sa.CheckConstraint("kind IN ('speech','point_of_order')", name=op.f('ck_speech_kind')),
    sa.CheckConstraint("paused_at IS NULL OR (kind = 'speech' AND given_at IS NOT NULL AND ended_at IS NULL)", name=op.f('ck_speech_paused')),
    sa.CheckConstraint("ruling = '' OR (ruling IN ('sustained','not_sustained') AND kind = 'point_of_order' AND ended_at IS NOT NULL AND ruling_reason <> '')", name=op.f('ck_speech_ruling')),
    sa.CheckConstraint('ended_at IS NULL OR (given_at IS NOT NULL AND ended_at >= given_at AND seconds IS NOT NULL)', name=op.f('ck_speech_ended')),
    sa.CheckConstraint('given_at IS NULL OR given_at >= asked_at', name=op.f('ck_speech_given')),
    sa.CheckConstraint('paused_seconds >= 0', name=op.f('ck_speech_paused_seconds')),
    sa.CheckConstraint('seconds IS NULL OR (seconds >= 0 AND ended_at IS NOT NULL)', name=op.f('ck_speech_seconds')),
    sa.CheckConstraint('withdrawn_at IS NULL OR given_at IS NULL', name=op.f('ck_speech_withdrawn')),
    sa.ForeignKeyConstraint(['entered_by'], ['person.id'], name=op.f('fk_speech_entered_by')),
    sa.ForeignKeyConstraint(['item_id'], ['agenda_item.id'], name=op.f('fk_speech_item_id')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_speech_person_id')),
    sa.ForeignKeyConstraint(['session_id'], ['council_session.id'], name=op.f('fk_speech_session_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_speech')),
    sa.UniqueConstraint('session_id', 'number', name=op.f('uq_speech_session_id_number'))
    )
    with op.batch_alter_table('speech', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_speech_item_id'), ['item_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_speech_person_id'), ['person_id'], unique=False)
        batch_op.create_index('uq_speech_asked', ['session_id', 'person_id', 'kind'], unique=True, sqlite_where=sa.text('ended_at IS NULL AND withdrawn_at IS NULL'), postgresql_where=sa.text('ended_at IS NULL AND withdrawn_at IS NULL'))
        batch_op.create_index('uq_speech_speaking', ['session_id'], unique=True, sqlite_where=sa.text('given_at IS NOT NULL AND ended_at IS NULL AND paused_at IS NULL'), postgresql_where=sa.text('given_at IS NOT NULL AND ended_at IS NULL AND paused_at IS NULL'))

    op.create_table('stance',
    sa.Column('statement_id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('entry_id', sa.Integer(), nullable=False),
    sa.Column('conversation_id', sa.Integer(), nullable=False),
    sa.Column('value', sa.Integer(), nullable=False),
    sa.CheckConstraint('value IN (-1, 0, 1)', name=op.f('ck_stance_value')),
    sa.ForeignKeyConstraint(['conversation_id', 'statement_id'], ['statement.conversation_id', 'statement.id'], name=op.f('fk_stance_conversation_id_statement_id')),
    sa.ForeignKeyConstraint(['entry_id'], ['roll_entry.id'], name=op.f('fk_stance_entry_id')),
    sa.PrimaryKeyConstraint('statement_id', 'entry_id', name=op.f('pk_stance'))
    )
    with op.batch_alter_table('stance', schema=None) as batch_op:
        batch_op.create_index('ix_stance_conversation_id_entry_id', ['conversation_id', 'entry_id'], unique=False)

    op.create_table('stance_kept',
    sa.Column('key', sa.LargeBinary(), nullable=False),
    sa.Column('statement_id', sa.Integer(), nullable=False),
    sa.Column('conversation_id', sa.Integer(), nullable=False),
    sa.Column('value', sa.Integer(), nullable=False),
    sa.CheckConstraint('value IN (-1, 0, 1)', name=op.f('ck_stance_kept_value')),
    sa.ForeignKeyConstraint(['conversation_id'], ['conversation.id'], name=op.f('fk_stance_kept_conversation_id')),
    sa.ForeignKeyConstraint(['statement_id'], ['statement.id'], name=op.f('fk_stance_kept_statement_id')),
    sa.PrimaryKeyConstraint('key', 'statement_id', name=op.f('pk_stance_kept')),
    sqlite_with_rowid=False
    )
    with op.batch_alter_table('stance_kept', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_stance_kept_conversation_id'), ['conversation_id'], unique=False)

    op.create_table('roll_pass',
    sa.Column('motion_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('round', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('round IN (1, 2)', name=op.f('ck_roll_pass_round')),
    sa.ForeignKeyConstraint(['motion_id'], ['motion.id'], name=op.f('fk_roll_pass_motion_id')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_roll_pass_person_id')),
    sa.PrimaryKeyConstraint('motion_id', 'person_id', 'round', name=op.f('pk_roll_pass'))
    )
    op.create_table('secret_ballot',
    sa.Column('motion_id', sa.Integer(), nullable=False),
    sa.Column('id', sa.Text(), nullable=False),
    sa.Column('choice', sa.Text(), nullable=False),
    sa.CheckConstraint("choice IN ('yes','no','abstain')", name=op.f('ck_secret_ballot_choice')),
    sa.ForeignKeyConstraint(['motion_id'], ['motion.id'], name=op.f('fk_secret_ballot_motion_id')),
    sa.PrimaryKeyConstraint('motion_id', 'id', name=op.f('pk_secret_ballot')),
    sqlite_with_rowid=False
    )
    op.create_table('secret_mark',
    sa.Column('motion_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['motion_id'], ['motion.id'], name=op.f('fk_secret_mark_motion_id')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_secret_mark_person_id')),
    sa.PrimaryKeyConstraint('motion_id', 'person_id', name=op.f('pk_secret_mark')),
    sqlite_with_rowid=False
    )
    op.create_table('secret_slip',
    sa.Column('motion_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('mac', sa.LargeBinary(), nullable=False),
    sa.Column('used', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['motion_id'], ['motion.id'], name=op.f('fk_secret_slip_motion_id')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_secret_slip_person_id')),
    sa.PrimaryKeyConstraint('motion_id', 'person_id', name=op.f('pk_secret_slip')),
    sa.UniqueConstraint('mac', name=op.f('uq_secret_slip_mac')),
    sqlite_with_rowid=False
    )
    op.create_table('secret_vote',
    sa.Column('motion_id', sa.Integer(), nullable=False),
    sa.Column('public_key', sa.LargeBinary(), nullable=False),
    sa.ForeignKeyConstraint(['motion_id'], ['motion.id'], name=op.f('fk_secret_vote_motion_id')),
    sa.PrimaryKeyConstraint('motion_id', name=op.f('pk_secret_vote'))
    )
    op.create_table('secret_sealed',
    sa.Column('motion_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('sealed', sa.LargeBinary(), nullable=False),
    sa.ForeignKeyConstraint(['motion_id', 'person_id'], ['secret_mark.motion_id', 'secret_mark.person_id'], name=op.f('fk_secret_sealed_motion_id_person_id')),
    sa.PrimaryKeyConstraint('motion_id', 'person_id', name=op.f('pk_secret_sealed')),
    sqlite_with_rowid=False
    )
    before = read_before()
    seat_members(before["member"])
    reshape(UP)
    write_after(before)
    op.drop_table('ballot_condition')
    # ### end Alembic commands ###
    if op.get_context().dialect.name != "sqlite":
        for name, table, referred, columns, keys in LATER:
            op.create_foreign_key(name, table, referred, columns, keys)
    put_back(aside)
    make(GUARDS)


def downgrade() -> None:
    """Back from it."""
    aside = guards_aside(dict([*GUARDED, *REPLACED]))
    if op.get_context().dialect.name != "sqlite":
        for name, table, *_ in LATER:
            op.drop_constraint(name, table, type_="foreignkey")
    reshape(DOWN)
    op.create_table('ballot_condition',
    sa.Column('id', sa.INTEGER(), nullable=False),
    sa.Column('proposal_id', sa.INTEGER(), nullable=False),
    sa.Column('kind', sa.TEXT(), nullable=False),
    sa.Column('met', sa.BOOLEAN(), nullable=False),
    sa.Column('level', sa.TEXT(), nullable=True),
    sa.Column('hearing_held', sa.BOOLEAN(), nullable=False),
    sa.Column('who', sa.TEXT(), nullable=False),
    sa.Column('text', sa.TEXT(), nullable=False),
    sa.Column('yearly_cost', sa.BIGINT(), nullable=True),
    sa.Column('by_id', sa.INTEGER(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("kind IN ('risk','legality','consent','maintainer')", name=op.f('ck_ballot_condition_kind')),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_ballot_condition_by_id')),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposal.id'], name=op.f('fk_ballot_condition_proposal_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_ballot_condition')),
    sa.UniqueConstraint('proposal_id', 'kind', name=op.f('uq_ballot_condition_proposal_id_kind'))
    )
    op.drop_table('secret_sealed')
    op.drop_table('secret_vote')
    op.drop_table('secret_slip')
    op.drop_table('secret_mark')
    op.drop_table('secret_ballot')
    op.drop_table('roll_pass')
    with op.batch_alter_table('stance_kept', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_stance_kept_conversation_id'))

    op.drop_table('stance_kept')
    with op.batch_alter_table('stance', schema=None) as batch_op:
        batch_op.drop_index('ix_stance_conversation_id_entry_id')

    op.drop_table('stance')
    with op.batch_alter_table('speech', schema=None) as batch_op:
        batch_op.drop_index('uq_speech_speaking', sqlite_where=sa.text('given_at IS NOT NULL AND ended_at IS NULL AND paused_at IS NULL'), postgresql_where=sa.text('given_at IS NOT NULL AND ended_at IS NULL AND paused_at IS NULL'))
        batch_op.drop_index('uq_speech_asked', sqlite_where=sa.text('ended_at IS NULL AND withdrawn_at IS NULL'), postgresql_where=sa.text('ended_at IS NULL AND withdrawn_at IS NULL'))
        batch_op.drop_index(batch_op.f('ix_speech_person_id'))
        batch_op.drop_index(batch_op.f('ix_speech_item_id'))

    op.drop_table('speech')
    op.drop_table('site_visit_present')
    op.drop_table('site_visit_photo')
    with op.batch_alter_table('recusal_challenge', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_recusal_challenge_state'))

    op.drop_table('recusal_challenge')
    op.drop_table('argument_rank')
    op.drop_table('argument_mark')
    op.drop_table('statement')
    op.drop_table('site_visit_report')
    with op.batch_alter_table('site_visit_join', schema=None) as batch_op:
        batch_op.drop_index('uq_site_visit_join_coming', sqlite_where=sa.text('left_at IS NULL'), postgresql_where=sa.text('left_at IS NULL'))
        batch_op.drop_index(batch_op.f('ix_site_visit_join_person_id'))

    op.drop_table('site_visit_join')
    op.drop_table('site_visit_cancelled')
    with op.batch_alter_table('session_observer', schema=None) as batch_op:
        batch_op.drop_index('uq_session_observer_here', sqlite_where=sa.text('cancelled_at IS NULL'), postgresql_where=sa.text('cancelled_at IS NULL'))
        batch_op.drop_index(batch_op.f('ix_session_observer_session_id'))

    op.drop_table('session_observer')
    op.drop_table('session_live')
    op.drop_table('risk_aspect')
    op.drop_table('participant')
    op.drop_table('opinion_result')
    op.drop_table('opinion_item')
    op.drop_table('opinion_file')
    op.drop_table('forum_point')
    with op.batch_alter_table('forum_participant', schema=None) as batch_op:
        batch_op.drop_index('uq_forum_participant_person', sqlite_where=sa.text("person_id IS NOT NULL AND state <> 'out'"), postgresql_where=sa.text("person_id IS NOT NULL AND state <> 'out'"))
        batch_op.drop_index(batch_op.f('ix_forum_participant_state'))
        batch_op.drop_index(batch_op.f('ix_forum_participant_forum_id'))

    op.drop_table('forum_participant')
    with op.batch_alter_table('forum_part', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_forum_part_forum_id'))

    op.drop_table('forum_part')
    op.drop_table('forum_cell')
    op.drop_table('committee_report')
    op.drop_table('comment_text')
    op.drop_table('by_election_candidate')
    with op.batch_alter_table('argument', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_argument_author_id'))

    op.drop_table('argument')
    with op.batch_alter_table('written_promise', schema=None) as batch_op:
        batch_op.drop_index('ix_written_promise_proposal_id_kind')

    op.drop_table('written_promise')
    with op.batch_alter_table('site_visit', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_site_visit_report_due_at'))
        batch_op.drop_index('ix_site_visit_proposal_id_id')

    op.drop_table('site_visit')
    with op.batch_alter_table('similar_term', schema=None) as batch_op:
        batch_op.drop_index('ix_similar_term_proposal_id')

    op.drop_table('similar_term')
    with op.batch_alter_table('risk_assessment', schema=None) as batch_op:
        batch_op.drop_index('ix_risk_assessment_proposal_id_version')

    op.drop_table('risk_assessment')
    with op.batch_alter_table('forum', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_forum_state'))
        batch_op.drop_index(batch_op.f('ix_forum_about_id'))

    op.drop_table('forum')
    with op.batch_alter_table('conversation', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_conversation_state'))
        batch_op.drop_index(batch_op.f('ix_conversation_proposal_id'))

    op.drop_table('conversation')
    op.drop_table('committee_purpose')
    op.drop_table('committee_member')
    with op.batch_alter_table('by_election', schema=None) as batch_op:
        batch_op.drop_index('uq_by_election_running', sqlite_where=sa.text("state IN ('announced','counted')"), postgresql_where=sa.text("state IN ('announced','counted')"))
        batch_op.drop_index(batch_op.f('ix_by_election_state'))
        batch_op.drop_index(batch_op.f('ix_by_election_place_id'))

    op.drop_table('by_election')
    op.drop_table('words_decision')
    op.drop_table('words_appeal')
    with op.batch_alter_table('seat_vacancy', schema=None) as batch_op:
        batch_op.drop_index('uq_seat_vacancy_open', sqlite_where=sa.text('filled_at IS NULL'), postgresql_where=sa.text('filled_at IS NULL'))

    op.drop_table('seat_vacancy')
    with op.batch_alter_table('report', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_report_reporter_id'))

    op.drop_table('report')
    with op.batch_alter_table('hidden_reading', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_hidden_reading_review_id'))

    op.drop_table('hidden_reading')
    with op.batch_alter_table('committee', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_committee_state'))

    op.drop_table('committee')
    with op.batch_alter_table('words_review', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_words_review_state'))
        batch_op.drop_index('ix_words_review_place_id_state')
        batch_op.drop_index(batch_op.f('ix_words_review_author_id'))

    op.drop_table('words_review')
    with op.batch_alter_table('interest', schema=None) as batch_op:
        batch_op.drop_index('ix_interest_place_id_person_id')

    op.drop_table('interest')
    op.drop_table('council_seat')
    with op.batch_alter_table('contribution', schema=None) as batch_op:
        batch_op.drop_index('ix_contribution_place_id_month')
        batch_op.drop_index('ix_contribution_author_id_at')

    op.drop_table('contribution')
    # ### end Alembic commands ###
    put_back(aside)
    make(BEFORE)


def make(guards: dict[str, list[str]]) -> None:
    """Guards, in the wording of the dialect."""
    for statement in guards[op.get_context().dialect.name]:
        op.execute(sa.text(statement.replace(":", "\\:")))


def reshape(tables: dict[str, dict[str, list[str]]]) -> None:
    """Give tables another shape, with their rows."""
    dialect = op.get_context().dialect.name
    if dialect == "sqlite":
        # names in other tables' foreign keys stay as they are while a table is put in another's place
        op.execute("PRAGMA legacy_alter_table=ON")
    for statements in tables.values():
        for statement in statements[dialect]:
            op.execute(sa.text(statement.replace(":", "\\:")))
    if dialect == "sqlite":
        op.execute("PRAGMA legacy_alter_table=OFF")


def guards_aside(gone: dict[str, str]) -> list[str]:
    """Drop the guards of `gone`; on SQLite all, and return what makes the others again."""
    connection = op.get_bind()
    if connection.dialect.name != "sqlite":
        for name, table in gone.items():
            op.execute(f"DROP TRIGGER {name} ON {table}")
            op.execute(f"DROP FUNCTION {name}()")
        return []
    rows = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").all()
    for name, _ in rows:
        op.execute(f"DROP TRIGGER {name}")
    return [sql for name, sql in rows if name not in gone]


def put_back(guards: list[str]) -> None:
    """Guards that were only set aside; and nothing points nowhere."""
    for statement in guards:
        op.execute(sa.text(statement.replace(":", "\\:")))
    connection = op.get_bind()
    if connection.dialect.name == "sqlite":
        lost = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        if lost:
            raise ValueError(f"rows point at rows that are not there: {lost[:5]}")


def rows(sql: str, **types: Any) -> list[dict[str, Any]]:
    """What a query reads, with the types of some columns said."""
    return [dict(r) for r in op.get_bind().execute(sa.text(sql).columns(**types)).mappings()]


def put(table: str, **values: Any) -> None:
    """One row; instants as they were read."""
    moments = {k for k, v in values.items() if isinstance(v, datetime)}
    columns = [sa.column(k, sa.DateTime(timezone=True)) if k in moments else sa.column(k) for k in values]
    op.get_bind().execute(sa.table(table, *columns).insert().values(**values))


def next_id(table: str) -> int:
    """The id after the highest; PostgreSQL's sequence follows at the end."""
    found: int = op.get_bind().execute(sa.text(f"SELECT COALESCE(max(id), 0) + 1 FROM {table}")).scalar_one()  # noqa: S608 - tables named in this file
    return found


def catch_up(table: str) -> None:
    """PostgreSQL's sequence goes on after the rows put here."""
    if op.get_context().dialect.name == "postgresql":
        op.execute(
            f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), COALESCE((SELECT max(id) FROM {table}), 0) + 1, false)"  # noqa: S608 - tables named in this file
        )


AT = {"at": sa.DateTime(timezone=True)}
ASPECTS = ("safety", "noise", "access", "rights", "cost", "other")
LEVELS = {"low": (1, 1), "medium": (2, 2), "high": (3, 2)}
CARRIED_OVER = "由原登记转入"  # zh only: kept words, as all that people wrote


def read_before() -> dict[str, list[dict[str, Any]]]:
    """What the old shape holds that the new one keeps elsewhere."""
    of_place = "JOIN subject s ON s.id = x.proposal_id"
    return {
        "comment": rows(f"SELECT x.id, x.author_id, x.text, x.at, s.place_id FROM comment x {of_place}", **AT),  # noqa: S608 - tables named in this file
        "question": rows(f"SELECT x.id, x.author_id, x.at, s.place_id FROM question x {of_place}", **AT),  # noqa: S608 - tables named in this file
        "opinion": rows(
            "SELECT id, proposal_id, version, by_id, at, price, quoted_by FROM opinion WHERE price IS NOT NULL", **AT
        ),
        "condition": rows(
            "SELECT c.*, p.version FROM ballot_condition c JOIN proposal p ON p.id = c.proposal_id ORDER BY c.id",
            at=sa.DateTime(timezone=True),
            met=sa.Boolean(),
        ),
        "member": rows(
            "SELECT m.holding_id, m.person_id, m.place_id, m.seat, m.interests, h.from_on FROM council_member m "
            "JOIN role_holding h ON h.id = m.holding_id ORDER BY m.holding_id",
            from_on=sa.Date(),
        ),
    }


def write_after(before: dict[str, list[dict[str, Any]]]) -> None:
    """The same in the new shape."""
    for kind in ("comment", "question"):
        for row in before[kind]:
            _said(kind, row)
    for row in before["opinion"]:
        _price(row)
    for row in before["condition"]:
        _condition(row)
    for table in ("opinion", "risk_assessment", "written_promise", "interest", "council_seat"):
        catch_up(table)


def _said(kind: str, row: dict[str, Any]) -> None:
    at = row["at"] if row["at"].tzinfo else row["at"].replace(tzinfo=UTC)
    month = at.astimezone(ZoneInfo("Asia/Shanghai")).strftime("%Y-%m")
    put(
        "contribution",
        kind=kind,
        said_id=row["id"],
        token=secrets.token_urlsafe(9),
        author_id=row["author_id"],
        place_id=row["place_id"],
        at=row["at"],
        month=month,
    )
    if kind == "comment":
        put(
            "comment_text",
            comment_id=row["id"],
            number=1,
            author_id=row["author_id"],
            text=row["text"] or "-",
            correction=False,
            at=row["at"],
        )


def _price(row: dict[str, Any]) -> None:
    """A price stands on rows: the old one on a single one. A feasible opinion with a price becomes two opinions."""
    opinion = row["id"]
    if not row["quoted_by"]:
        opinion = next_id("opinion")
        put(
            "opinion",
            id=opinion,
            proposal_id=row["proposal_id"],
            version=row["version"],
            kind="price",
            by_id=row["by_id"],
            at=row["at"],
            favourable=True,
            capacity="officer",
            given_by="",
            price=row["price"],
            explanation="",
        )
    put(
        "opinion_item",
        opinion_id=opinion,
        number=1,
        item="整体报价",
        unit="项",
        quantity=1000,
        unit_price=row["price"],
        amount=row["price"],
    )


def _condition(row: dict[str, Any]) -> None:
    about = {"proposal_id": row["proposal_id"], "version": row["version"], "by_id": row["by_id"], "at": row["at"]}
    who, text = row["who"] or CARRIED_OVER, row["text"] or CARRIED_OVER
    if row["kind"] == "legality":
        new = {"kind": "legality", "favourable": row["met"], "capacity": "expert", "given_by": who}
        put("opinion", id=next_id("opinion"), **about, **new, price=None, explanation=text)
    elif not row["met"]:
        return
    elif row["kind"] == "risk":
        # a high risk whose hearing was typed by hand has no hearing to name: it is asked for again
        assessment = next_id("risk_assessment")
        put("risk_assessment", id=assessment, **about, who=who, confirms_id=None, hearing="")
        for aspect in ASPECTS:
            likelihood, severity = LEVELS[row["level"] or "low"] if aspect == "other" else (0, 0)
            said = text if likelihood else ""
            put(
                "risk_aspect",
                assessment_id=assessment,
                aspect=aspect,
                likelihood=likelihood,
                severity=severity,
                affected=said,
                harm=said,
                measure=said,
            )
    else:
        consents = row["kind"] == "consent"
        put(
            "written_promise",
            id=next_id("written_promise"),
            **about,
            kind=row["kind"],
            party="other",
            who=who,
            site=text if consents else "",
            conditions="" if consents else text,
            yearly_cost=None if consents else row["yearly_cost"] or 0,
            starts_on=None if consents else row["at"].date(),
            signed_by="",
            signed_on=None,
            file_id=None,
            withdrawn_at=None,
            withdrawn_by=None,
            withdrawn_reason="",
        )


def seat_members(members: list[dict[str, Any]]) -> None:
    """Each term so far on a seat of its own, named as its member's row named it."""
    numbers: dict[int, int] = {}
    for row in members:
        number = numbers[row["place_id"]] = numbers.get(row["place_id"], 0) + 1
        put(
            "council_seat",
            id=row["holding_id"],
            place_id=row["place_id"],
            number=number,
            kind="group",
            name=row["seat"] or f"第{number}席",
            grid_id=None,
            from_on=row["from_on"],
            until_on=None,
        )
        if row["interests"]:
            put(
                "interest",
                id=next_id("interest"),
                place_id=row["place_id"],
                person_id=row["person_id"],
                kind="other",
                text=row["interests"],
                organisation="",
                credit_code="",
                relation="",
                kin_id=None,
                point=None,
                since_on=row["from_on"],
                until_on=None,
                at=datetime.now(UTC),
            )
