"""First names that tell he from she in most English news. Names that are both are left out."""

from claims.splitting.word_lists import word_set

FEMALE = word_set(
    """
    Ada Adele Agnes Alice Alison Amanda Amelia Amy Andrea Angela Anita Ann Anna Anne Annie Barbara Beatrice Bernadette
    Beth Betty Bridget Carla Carly Carmen Carol Caroline Carolyn Catherine Charlotte Chelsea Cheryl Christina Christine
    Cindy Claire Clara Claudia Cynthia Dawn Deborah Debbie Diana Diane Donna Doris Dorothy Elaine Eleanor Elena Elise
    Elizabeth Ella Ellen Emily Emma Erica Erin Esther Eva Evelyn Fatima Fiona Florence Frances Gail Georgia Gina Gloria
    Grace Greta Hannah Heather Heidi Helen Helena Hillary Holly Ida Ingrid Irene Iris Isabel Jane Janet Janice Jasmine
    Jean Jennifer Jessica Jill Joan Joanna Josephine Joyce Judith Judy Julia Julie Karen Kate Katherine Kathleen Kathryn
    Katie Kayla Kirsten Kristen Laura Lauren Leila Lena Linda Lisa Liz Louise Lucia Lucy Lydia Madeleine Maggie Margaret
    Maria Marie Marilyn Marina Martha Mary Megan Megyn Melania Melissa Mia Michelle Miriam Molly Monica Nadia Nancy
    Natalia Natalie Nicola Nicole Nina Nora Olga Olha Olena Olivia Pamela Patricia Paula Pauline Penny Rachel Rebecca
    Renee Rita Rosa Rose Rosemary Ruth Sally Samantha Sara Sarah Sharon Sheila Shirley Sofia Sonia Sophia Sophie Stella
    Stephanie Susan Suzanne Svetlana Tanya Tara Teresa Theresa Tina Tracy Ursula Valerie Vanessa Vera Veronica Victoria
    Virginia Wendy Yulia Yvonne Zoe
    """
)
MALE = word_set(
    """
    Aaron Abdul Abraham Adam Ahmed Alan Albert Alejandro Alexander Alfred Ali Allen Andrew Andy Angus Anthony Antonio
    Arnold Arthur Barack Barry Ben Benjamin Bernard Bernie Bill Bob Boris Brad Brandon Brendan Brian Bruce Bryan Carl
    Carlos Charles Charlie Chris Christian Christopher Chuck Clive Colin Craig Dan Daniel Darren Dave David Dean Dennis
    Derek Diego Dmitry Dominic Don Donald Douglas Duncan Edward Emmanuel Eric Ernest Ethan Eugene Felix Fernando Francis
    Francisco Frank Fred Frederick Gareth Gary Gavin Geoffrey George Gerald Gordon Graham Greg Gregory Guy Hamid Harold
    Harry Hassan Henry Herbert Howard Hugh Hugo Hussein Ian Ibrahim Igor Isaac Ivan Jack Jacob Jake James Jamie Jason
    Jeff Jeffrey Jeremy Jerry Jim Jimmy Joe Joel John Johnny Jonathan Jorge Jose Joseph Joshua Juan Julian Justin Karl
    Keith Ken Kenneth Kevin Khalid Larry Lawrence Leo Leon Leonard Liam Lindsey Louis Luis Luke Malcolm Manuel Marco
    Marcus Mario Mark Martin Matt Matthew Maurice Max Michael Miguel Mike Mitch Mitt Mohamed Mohammed Muhammad Nathan
    Neil Newt Nicholas Nick Nigel Noah Oleg Oleksandr Oliver Oscar Owen Patrick Paul Pedro Peter Philip Phil Ralph
    Ramzan Randy Raymond Reince Ricardo Richard Rick Robert Roberto Rodney Roger Ronald Ross Roy Rudy Rupert Russell
    Ryan Salman Samuel Scott Sean Sebastian Sergei Sergey Seth Simon Stanley Stephen Steve Steven Stuart Ted Terry
    Theodore Thomas Tim Timothy Tom Tommy Tony Trevor Victor Viktor Vincent Vladimir Volodymyr Walter Warren Wayne
    William Xavier Yuri Yusuf Zachary
    """
)
